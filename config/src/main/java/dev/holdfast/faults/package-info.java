/** Faults on purpose: what {@code holdfast.faults} says is asked here wherever one can strike. */
@NullMarked
package dev.holdfast.faults;

import org.jspecify.annotations.NullMarked;
