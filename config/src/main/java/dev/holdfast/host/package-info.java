/** The ports through which Holdfast takes time, threads and randomness from its host. */
@NullMarked
package dev.holdfast.host;

import org.jspecify.annotations.NullMarked;
