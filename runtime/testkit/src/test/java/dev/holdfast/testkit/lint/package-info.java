@NullMarked
package dev.holdfast.testkit.lint;

import org.jspecify.annotations.NullMarked;
