/** Tests of the entry model, its codec in format v1, and the fold. */
@NullMarked
package dev.holdfast.persistence.entry;

import org.jspecify.annotations.NullMarked;
