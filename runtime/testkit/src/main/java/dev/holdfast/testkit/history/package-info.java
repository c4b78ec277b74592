/** What callers saw of commands, and whether a system that executes each of them once, one after the other, can answer so. */
@NullMarked
package dev.holdfast.testkit.history;

import org.jspecify.annotations.NullMarked;
