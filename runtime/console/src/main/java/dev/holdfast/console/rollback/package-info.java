/** {@code holdfast rollback}: takes back what should not have happened to a component of a stopped system. */
@NullMarked
package dev.holdfast.console.rollback;

import org.jspecify.annotations.NullMarked;
