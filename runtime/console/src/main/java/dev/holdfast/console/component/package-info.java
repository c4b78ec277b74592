/** Components on the command line: their ids, and their code. */
@NullMarked
package dev.holdfast.console.component;

import org.jspecify.annotations.NullMarked;
