@NullMarked
package dev.holdfast.component;

import org.jspecify.annotations.NullMarked;
