/** The embedded log beside the bare disk. */
@NullMarked
package dev.holdfast.benchmarks.log;

import org.jspecify.annotations.NullMarked;
