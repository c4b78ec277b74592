/** The ports through which Holdfast takes time, threads, randomness and the chance of injected faults from its host. */
@NullMarked
package dev.holdfast.host;

import org.jspecify.annotations.NullMarked;
