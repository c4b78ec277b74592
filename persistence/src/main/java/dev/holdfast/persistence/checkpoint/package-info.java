/**
 * Checkpoints on disk: {@link dev.holdfast.persistence.checkpoint.CheckpointStore}. Their format is described in {@code
 * docs/internals/checkpoint-format.md}.
 */
@NullMarked
package dev.holdfast.persistence.checkpoint;

import org.jspecify.annotations.NullMarked;
