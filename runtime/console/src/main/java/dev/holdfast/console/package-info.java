/** The command line {@code holdfast}: noun, then verb. Start at {@link dev.holdfast.console.HoldfastCommand}. */
@NullMarked
package dev.holdfast.console;

import org.jspecify.annotations.NullMarked;
