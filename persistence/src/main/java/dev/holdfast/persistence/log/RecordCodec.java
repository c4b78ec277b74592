package dev.holdfast.persistence.log;

import dev.holdfast.persistence.log.RecordEntry.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Records inside a frame's payload: {@code u32 length, u32 CRC32C, u8 kind, u8 tags, u16 id length, id, u64 sequence,
 * payload}. Length and checksum are of what follows the checksum.
 */
final class RecordCodec {

    private static final int PREFIX = 8;
    private static final int ID_AT = 12;

    /** What a record takes besides id and payload. */
    static final int OVERHEAD = 20;

    private RecordCodec() {}

    static void write(byte[] target, int at, Kind kind, int tags, byte[] id, long sequence, byte[] payload) {
        int length = OVERHEAD - PREFIX + id.length + payload.length;
        ByteBuffer record = ByteBuffer.wrap(target).position(at + PREFIX);
        record.put((byte) kind.code).put((byte) tags).putShort((short) id.length);
        record.put(id).putLong(sequence).put(payload);
        record.putInt(at, length).putInt(at + 4, Checksum.of(target, at + PREFIX, length));
    }

    /** The records of a frame whose checksum fits; empty if they do not fill its body exactly. */
    static Optional<List<RecordEntry>> entries(byte[] payload, int end, int count) {
        List<RecordEntry> entries = new ArrayList<>();
        int at = FrameHeader.BYTES;
        while (at < end) {
            Optional<RecordEntry> entry = entry(payload, at, end);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            entries.add(entry.get());
            at += entry.get().length();
        }
        return entries.size() == count ? Optional.of(entries) : Optional.empty();
    }

    /**
     * The records of a frame whose checksum does not fit, those marked that do not fit their own; empty if their lengths
     * do not fill the body exactly.
     */
    static Optional<List<RecordEntry>> checkedEntries(byte[] payload, int end, int count) {
        return entries(payload, end, count)
                .map(entries -> entries.stream()
                        .map(entry -> checksumFits(payload, entry.offset(), entry.length()) ? entry : entry.asDamaged())
                        .toList());
    }

    /** The first record of a frame's payload whose own checksum does not fit; empty if that cannot be told. */
    static Optional<RecordEntry> firstDamaged(byte[] payload, int end) {
        int at = FrameHeader.BYTES;
        while (at < end) {
            Optional<RecordEntry> entry = entry(payload, at, end);
            if (entry.isEmpty() || !checksumFits(payload, at, entry.get().length())) {
                return entry;
            }
            at += entry.get().length();
        }
        return Optional.empty();
    }

    /** The payload of the data record at {@code at}; empty if it is not, bit for bit, the one expected. */
    static Optional<StoredRecord> read(byte[] bytes, int at, int length, String id, byte[] idBytes, long sequence) {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        int payloadAt = at + OVERHEAD + idBytes.length;
        boolean expected = source.getInt(at) == length - PREFIX
                && checksumFits(bytes, at, length)
                && source.get(at + 8) == Kind.DATA.code
                && Arrays.equals(bytes, at + ID_AT, payloadAt - Long.BYTES, idBytes, 0, idBytes.length)
                && source.getLong(payloadAt - Long.BYTES) == sequence;
        if (!expected) {
            return Optional.empty();
        }
        byte[] payload = Arrays.copyOfRange(bytes, payloadAt, at + length);
        return Optional.of(new StoredRecord(id, sequence, bytes[at + 9], payload));
    }

    /** A copy of a record's payload, out of its frame's. */
    static byte[] payload(byte[] framePayload, RecordEntry entry) {
        int idLength = Short.toUnsignedInt(ByteBuffer.wrap(framePayload).getShort(entry.offset() + 10));
        return Arrays.copyOfRange(framePayload, entry.offset() + OVERHEAD + idLength, entry.offset() + entry.length());
    }

    private static boolean checksumFits(byte[] bytes, int at, int length) {
        int expected = ByteBuffer.wrap(bytes).getInt(at + 4);
        return expected == Checksum.of(bytes, at + PREFIX, length - PREFIX);
    }

    private static Optional<RecordEntry> entry(byte[] payload, int at, int end) {
        if (end - at < OVERHEAD) {
            return Optional.empty();
        }
        ByteBuffer source = ByteBuffer.wrap(payload);
        long length = PREFIX + Integer.toUnsignedLong(source.getInt(at));
        int idLength = Short.toUnsignedInt(source.getShort(at + 10));
        Optional<Kind> kind = kind(source.get(at + 8));
        if (kind.isEmpty() || length > end - at || length < OVERHEAD + idLength) {
            return Optional.empty();
        }
        String id = Ids.decode(payload, at + ID_AT, idLength);
        long sequence = source.getLong(at + ID_AT + idLength);
        return Optional.of(new RecordEntry(id, kind.get(), source.get(at + 9), sequence, at, (int) length));
    }

    private static Optional<Kind> kind(int code) {
        for (Kind kind : Kind.values()) {
            if (kind.code == code) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
