/** One component beside Pekko's {@code EventSourcedBehavior} and the bare disk. */
@NullMarked
package dev.holdfast.benchmarks.kernel;

import org.jspecify.annotations.NullMarked;
