package dev.holdfast.persistence.entry;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * A history as a value to store in a checkpoint: {@code history}, version 1. The same entries come to the same bytes.
 * Big-endian; texts, lists and users' values as in entries:
 *
 * <pre>
 *  u16 number of names, then each as a text
 *  i64 sequence, u128 H, i64 epoch, i64 time, i64 revision
 *  i64 completed, i64 rejected, i64 quarantined, i64 voided
 *  voids met: list of (i64 first, i64 last), i64 sequence of the last
 *  revisions skipped: list of (i64 first, i64 last), i64 commands skipped, i64 replies revoked
 *  set aside: list of (sender, i64 number, i64 sequence)
 *  effects: list of (target, i64 next number, list of (i64 number, command))
 *  i64 forgotten until, i32 outcomes until windows are looked through
 *  windows: list of (sender, i64 complete from, i64 floor, i64 next, i64 expires,
 *      list of (i64 number, i64 digest, u8 kind of answer, answer))
 * </pre>
 *
 * Times are milliseconds since 1970; the lowest and the highest number mean before and after all time.
 */
public final class HistorySnapshot {

    private static final String NAME = "history";
    private static final int VERSION = 1;

    private HistorySnapshot() {}

    /** A history as a value. */
    public static Encoded encode(History history) {
        Names names = new Names();
        ByteWriter body = new ByteWriter(1024);
        history.write(names, body);
        ByteWriter head = new ByteWriter(256);
        names.write(head);
        return new Encoded(NAME, VERSION, head.toBytesWith(body));
    }

    /**
     * The history that {@link #encode} was given. It must be told what to {@linkplain History#expect expect} as any other.
     *
     * @param persistenceId whose it is
     * @param keep how long after its deadline an id's outcome is remembered at least, from now on
     * @throws CorruptEntryException when the value is no history this version can read
     */
    public static History decode(String persistenceId, Duration keep, Encoded value) {
        if (!value.name().equals(NAME) || value.version() != VERSION) {
            throw new CorruptEntryException("the history of " + persistenceId + " is stored as " + value
                    + "; this version of Holdfast reads " + NAME + "/" + VERSION
                    + ": either it is damaged or a newer version wrote it");
        }
        ByteReader in = new ByteReader("history", value.bytes());
        try {
            History history = History.read(persistenceId, keep, Names.read(in), in);
            in.end();
            return history;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new CorruptEntryException(
                    "the history of " + persistenceId + " holds an impossible value: " + e.getMessage());
        }
    }

    static void writeTime(Instant time, ByteWriter out) {
        if (time.equals(Instant.MIN)) {
            out.i64(Long.MIN_VALUE);
        } else {
            out.i64(time.equals(Instant.MAX) ? Long.MAX_VALUE : time.toEpochMilli());
        }
    }

    static Instant readTime(ByteReader in) {
        long millis = in.i64();
        if (millis == Long.MIN_VALUE) {
            return Instant.MIN;
        }
        return millis == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochMilli(millis);
    }
}
