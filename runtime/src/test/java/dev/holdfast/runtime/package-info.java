@NullMarked
package dev.holdfast.runtime;

import org.jspecify.annotations.NullMarked;
