/** How fast components recover, and in how little memory. */
@NullMarked
package dev.holdfast.benchmarks.recovery;

import org.jspecify.annotations.NullMarked;
