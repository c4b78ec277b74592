@NullMarked
package dev.holdfast.recovery;

import org.jspecify.annotations.NullMarked;
