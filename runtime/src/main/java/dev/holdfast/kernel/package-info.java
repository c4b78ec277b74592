/**
 * The engine: fronts that own queues, ladders and incarnations; the nursery above the kernels; kernels that decide
 * ahead, commit in batches and release what is written. Only {@link dev.holdfast.kernel.SegmentActor}, the messages that
 * cross its border, and {@link dev.holdfast.kernel.PastState} for tools are public.
 */
@NullMarked
package dev.holdfast.kernel;

import org.jspecify.annotations.NullMarked;
