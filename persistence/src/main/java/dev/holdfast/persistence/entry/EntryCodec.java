package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Entry.EffectSettled;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.Entry.FaultRecorded;
import dev.holdfast.persistence.entry.Entry.Settled;
import dev.holdfast.persistence.entry.Entry.Settlement;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Entries as bytes: format v1, big-endian.
 *
 * <pre>
 *  0  u8   format version, 1
 *  1  u8   kind
 *  2  u64  epoch
 * 10  i64  time, milliseconds since 1970
 * 18  u128 H(n), over all other bytes (see {@link HistoryHash})
 * 34  u16  number of names, then each as u32 length and UTF-8
 *     …    the kind's own content; u16 = number of a name
 * </pre>
 *
 * The kinds: 1 {@code Committed}, 2 {@code EffectSettled}, 3 {@code EpochStarted}, 4 {@code FaultRecorded},
 * 5 {@code Voided}, 10 {@code Corrected}, 11 {@code QuarantineResolved}. Kept for later are 6 {@code Cut},
 * 7 {@code NoDecision}, 8 {@code ElectorateChanged} and 9 {@code TimerSet}. A reader that does not know a kind refuses the
 * entry, since it cannot know what it would be leaving out.
 *
 * <pre>
 *  5  ranges (first i64, last i64), revoked replies (sender u16, number i64, first i64, last i64, reply),
 *     why, by, optional fault, previous i64
 * 10  fault, events, optional outcome
 * 11  sender, number i64, how u8 (1 reissued, 2 discarded), by, why, optional effect
 * </pre>
 *
 * A list is its count as i32, then its elements; a text is a u32 length and UTF-8; what is optional is a u8 (1 there,
 * 0 not), then the value if it is there; a user's value is name u16, version u16, u32 length and bytes.
 */
final class EntryCodec {

    static final int HASH_AT = 18;

    private static final int FORMAT = 1;
    private static final int COMMITTED = 1;
    private static final int EFFECT_SETTLED = 2;
    private static final int EPOCH_STARTED = 3;
    private static final int FAULT_RECORDED = 4;
    private static final int VOIDED = 5;
    private static final int CORRECTED = 10;
    private static final int QUARANTINE_RESOLVED = 11;

    private EntryCodec() {}

    /** The bytes of an entry that stands at {@code sequence} behind an entry whose hash is {@code before}. */
    static byte[] encode(HistoryHash before, long sequence, Entry entry) {
        Names names = new Names();
        ByteWriter body = new ByteWriter(likelySize(entry.content()));
        int kind = writeContent(entry.content(), names, body);
        ByteWriter head = new ByteWriter(256);
        head.u8(FORMAT).u8(kind).i64(entry.epoch()).i64(entry.time().toEpochMilli());
        head.i64(0).i64(0);
        names.write(head);
        byte[] bytes = head.toBytesWith(body);
        HistoryHash hash = before.then(sequence, bytes, HASH_AT);
        putLong(bytes, HASH_AT, hash.high());
        putLong(bytes, HASH_AT + Long.BYTES, hash.low());
        return bytes;
    }

    /** The entry that the bytes say. */
    static Entry decode(byte[] bytes) {
        ByteReader in = new ByteReader("entry", bytes);
        int format = in.u8();
        if (format != FORMAT) {
            throw new CorruptEntryException("entry is of format " + format + "; this version of Holdfast reads format "
                    + FORMAT + ": either it is damaged or a newer version wrote it");
        }
        int kind = in.u8();
        long epoch = in.i64();
        Instant time = Instant.ofEpochMilli(in.i64());
        in.i64();
        in.i64();
        Names names = Names.read(in);
        Content content = readContent(kind, names, in);
        in.end();
        return new Entry(epoch, time, content);
    }

    /** The hash that stands in the bytes of an entry. */
    static HistoryHash hash(byte[] bytes) {
        if (bytes.length < HASH_AT + 2 * Long.BYTES) {
            throw new CorruptEntryException("entry of " + bytes.length + " bytes is too short to be one");
        }
        return new HistoryHash(getLong(bytes, HASH_AT), getLong(bytes, HASH_AT + Long.BYTES));
    }

    /** About how many bytes the content takes: a guess that is too small costs a copy. */
    private static int likelySize(Content content) {
        int size = 64;
        if (content instanceof Committed committed) {
            for (Outcome outcome : committed.outcomes()) {
                size += OutcomeCodec.likelySize(outcome);
            }
        }
        return size;
    }

    private static int writeContent(Content content, Names names, ByteWriter out) {
        if (content instanceof Committed committed) {
            writeAll(committed.outcomes(), out, outcome -> OutcomeCodec.write(outcome, names, out));
            return COMMITTED;
        } else if (content instanceof EffectSettled settled) {
            writeAll(
                    settled.settlements(),
                    out,
                    settlement -> out.u16(names.number(settlement.target()))
                            .i64(settlement.number())
                            .u8(settlement.how().code()));
            return EFFECT_SETTLED;
        } else if (content instanceof EpochStarted) {
            return EPOCH_STARTED;
        } else if (content instanceof FaultRecorded recorded) {
            writeAll(recorded.records(), out, value -> OutcomeCodec.writeEncoded(value, names, out));
            return FAULT_RECORDED;
        } else if (content instanceof Voided voided) {
            RecoveryCodec.write(voided, names, out);
            return VOIDED;
        } else if (content instanceof Corrected corrected) {
            RecoveryCodec.write(corrected, names, out);
            return CORRECTED;
        } else if (content instanceof QuarantineResolved resolved) {
            RecoveryCodec.write(resolved, names, out);
            return QUARANTINE_RESOLVED;
        }
        throw new AssertionError("no code for " + content);
    }

    private static Content readContent(int kind, Names names, ByteReader in) {
        try {
            return switch (kind) {
                case COMMITTED -> new Committed(readAll(in, i -> OutcomeCodec.read(names, i)));
                case EFFECT_SETTLED -> new EffectSettled(readAll(in, i -> readSettlement(names, i)));
                case EPOCH_STARTED -> new EpochStarted();
                case FAULT_RECORDED -> new FaultRecorded(readAll(in, i -> OutcomeCodec.readEncoded(names, i)));
                case VOIDED -> RecoveryCodec.readVoided(names, in);
                case CORRECTED -> RecoveryCodec.readCorrected(names, in);
                case QUARANTINE_RESOLVED -> RecoveryCodec.readResolved(names, in);
                default ->
                    throw new CorruptEntryException("entry is of kind " + kind
                            + ", which this version of Holdfast does not know: either it is damaged or a newer version"
                            + " wrote it");
            };
        } catch (IllegalArgumentException e) {
            throw new CorruptEntryException("entry holds an impossible value: " + e.getMessage());
        }
    }

    private static Settlement readSettlement(Names names, ByteReader in) {
        return new Settlement(names.name(in.u16()), in.i64(), Settled.of(in.u8()));
    }

    static <T> void writeAll(List<T> values, ByteWriter out, Consumer<T> write) {
        out.i32(values.size());
        values.forEach(write);
    }

    static <T> List<T> readAll(ByteReader in, Function<ByteReader, T> read) {
        int count = in.count(1);
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(read.apply(in));
        }
        return values;
    }

    private static void putLong(byte[] bytes, int at, long value) {
        ByteBuffer.wrap(bytes).putLong(at, value);
    }

    private static long getLong(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getLong(at);
    }
}
