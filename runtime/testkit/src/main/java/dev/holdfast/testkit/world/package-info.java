/** A world in which one thing happens at a time, in an order drawn from a seed, and time passes only when nothing is left to do. */
@NullMarked
package dev.holdfast.testkit.world;

import org.jspecify.annotations.NullMarked;
