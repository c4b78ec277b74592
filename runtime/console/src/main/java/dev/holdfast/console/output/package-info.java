/** What commands share: their data as table, JSON or JSON lines, their exit codes, their errors. */
@NullMarked
package dev.holdfast.console.output;

import org.jspecify.annotations.NullMarked;
