/** Tests of the log. */
@NullMarked
package dev.holdfast.persistence.log;

import org.jspecify.annotations.NullMarked;
