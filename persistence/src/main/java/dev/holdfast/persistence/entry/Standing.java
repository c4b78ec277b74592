package dev.holdfast.persistence.entry;

import java.time.Instant;

/**
 * Where a history stands.
 *
 * @param sequence the sequence number of the last entry; 0 before the first
 * @param hash H(n) of the last entry
 * @param epoch the epoch that started last; 0 before the first
 * @param time the latest time any entry was written
 * @param revision the count of events
 * @param tally the count of outcomes, by kind
 */
record Standing(long sequence, HistoryHash hash, long epoch, Instant time, long revision, Tally tally) {

    /** Before the first entry. */
    static final Standing START = new Standing(0, HistoryHash.NONE, 0, Instant.EPOCH, 0, Tally.NONE);

    void write(ByteWriter out) {
        out.i64(sequence)
                .i64(hash.high())
                .i64(hash.low())
                .i64(epoch)
                .i64(time.toEpochMilli())
                .i64(revision);
        out.i64(tally.completed())
                .i64(tally.rejected())
                .i64(tally.quarantined())
                .i64(tally.voided());
    }

    static Standing read(ByteReader in) {
        return new Standing(
                in.i64(),
                new HistoryHash(in.i64(), in.i64()),
                in.i64(),
                Instant.ofEpochMilli(in.i64()),
                in.i64(),
                new Tally(in.i64(), in.i64(), in.i64(), in.i64()));
    }
}
