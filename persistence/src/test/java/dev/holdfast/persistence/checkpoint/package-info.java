@NullMarked
package dev.holdfast.persistence.checkpoint;

import org.jspecify.annotations.NullMarked;
