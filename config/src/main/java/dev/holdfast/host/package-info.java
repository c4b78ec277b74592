/** The ports through which Holdfast takes time, threads and randomness and chance from its host. */
@NullMarked
package dev.holdfast.host;

import org.jspecify.annotations.NullMarked;
