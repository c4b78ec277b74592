/** Simulates components under seeds: {@link dev.holdfast.testkit.Simulate} on a test that takes a {@link dev.holdfast.testkit.Simulation}. */
@NullMarked
package dev.holdfast.testkit;

import org.jspecify.annotations.NullMarked;
