/** A counter as a Holdfast component and as an {@code EventSourcedBehavior}, and what drives both. */
@NullMarked
package dev.holdfast.benchmarks.counter;

import org.jspecify.annotations.NullMarked;
