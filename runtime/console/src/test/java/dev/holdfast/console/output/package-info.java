@NullMarked
package dev.holdfast.console.output;

import org.jspecify.annotations.NullMarked;
