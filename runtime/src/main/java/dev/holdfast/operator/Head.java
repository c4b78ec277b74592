package dev.holdfast.operator;

import dev.holdfast.persistence.entry.HistoryHash;

/**
 * Where a component's journal ended when it was read.
 *
 * @param sequence the number of its last entry
 * @param hash the hash over all entries up to there
 * @param revision the count of events up to there
 */
public record Head(long sequence, HistoryHash hash, long revision) {}
