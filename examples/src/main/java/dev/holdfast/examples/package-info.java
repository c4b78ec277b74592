/** The entry point of the examples: {@code examples/run LESSON}. */
@NullMarked
package dev.holdfast.examples;

import org.jspecify.annotations.NullMarked;
