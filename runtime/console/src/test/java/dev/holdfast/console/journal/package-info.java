@NullMarked
package dev.holdfast.console.journal;

import org.jspecify.annotations.NullMarked;
