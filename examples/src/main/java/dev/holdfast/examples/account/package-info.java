/** The first lesson: one component, asked twice. Its code stands in the README. */
@NullMarked
package dev.holdfast.examples.account;

import org.jspecify.annotations.NullMarked;
