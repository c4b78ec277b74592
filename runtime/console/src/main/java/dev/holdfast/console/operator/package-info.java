/** What the commands that change a stopped system share. */
@NullMarked
package dev.holdfast.console.operator;

import org.jspecify.annotations.NullMarked;
