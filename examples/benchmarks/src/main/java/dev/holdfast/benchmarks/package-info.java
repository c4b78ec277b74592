/** Side-by-side measurements. {@code examples/benchmarks/run NAME} runs one; they print and never assert. */
@NullMarked
package dev.holdfast.benchmarks;

import org.jspecify.annotations.NullMarked;
