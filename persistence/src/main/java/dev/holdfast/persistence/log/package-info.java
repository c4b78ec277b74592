/**
 * The embedded append-only log: {@link dev.holdfast.persistence.log.SegmentedLog}. Its format on disk is described in
 * {@code docs/internals/log-format.md}.
 */
@NullMarked
package dev.holdfast.persistence.log;

import org.jspecify.annotations.NullMarked;
