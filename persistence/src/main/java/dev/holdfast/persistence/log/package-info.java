/** The embedded append-only log: {@link dev.holdfast.persistence.log.SegmentedLog}. */
@NullMarked
package dev.holdfast.persistence.log;

import org.jspecify.annotations.NullMarked;
