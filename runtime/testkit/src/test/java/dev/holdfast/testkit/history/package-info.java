@NullMarked
package dev.holdfast.testkit.history;

import org.jspecify.annotations.NullMarked;
