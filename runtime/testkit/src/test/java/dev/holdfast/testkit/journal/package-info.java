@NullMarked
package dev.holdfast.testkit.journal;

import org.jspecify.annotations.NullMarked;
