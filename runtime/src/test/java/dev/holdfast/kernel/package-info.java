@NullMarked
package dev.holdfast.kernel;

import org.jspecify.annotations.NullMarked;
