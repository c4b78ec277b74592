/** Finds in compiled code what a seed does not determine. */
@NullMarked
package dev.holdfast.testkit.lint;

import org.jspecify.annotations.NullMarked;
