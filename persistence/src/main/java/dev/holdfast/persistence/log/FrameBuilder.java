package dev.holdfast.persistence.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers the records of one frame. Reused from frame to frame; what an unusually large one took is given back. For one
 * thread.
 */
final class FrameBuilder {

    private static final int INITIAL = 64 * 1024;

    private final int usualRecords;
    private final int usualLength;
    private List<RecordEntry> entries = new ArrayList<>();
    private byte[] payload = new byte[INITIAL];
    private int length = FrameHeader.BYTES;
    private long number;
    private long place;

    /** For frames of usually so many records and bytes at most. */
    FrameBuilder(int usualRecords, int usualBytes) {
        this.usualRecords = usualRecords;
        this.usualLength = Math.max(INITIAL, FrameHeader.BYTES + usualBytes);
    }

    /** Forgets the last frame's records. */
    void clear() {
        if (entries.size() > usualRecords) {
            entries = new ArrayList<>();
        }
        if (payload.length > usualLength) {
            payload = new byte[INITIAL];
        }
        entries.clear();
        length = FrameHeader.BYTES;
    }

    void add(EncodedRecords records) {
        ensureRoom(records.bytes().length);
        System.arraycopy(records.bytes(), 0, payload, length, records.bytes().length);
        for (RecordEntry entry : records.entries()) {
            int offset = length + entry.offset();
            entries.add(
                    new RecordEntry(entry.id(), entry.kind(), entry.tags(), entry.sequence(), offset, entry.length()));
        }
        length += records.bytes().length;
    }

    private void ensureRoom(int size) {
        int needed = Math.addExact(length, size);
        if (needed > payload.length) {
            int doubled = Math.max(needed, Math.multiplyExact(payload.length, 2));
            payload = Arrays.copyOf(payload, needed <= usualLength ? Math.min(doubled, usualLength) : doubled);
        }
    }

    /** How many bytes it holds on to. */
    int capacity() {
        return payload.length;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    List<RecordEntry> entries() {
        return entries;
    }

    /** Writes the header before the records; afterwards {@link #payload} is complete. Says the chain hash. */
    ChainHash seal(long asNumber, long atPlace, ChainHash previous) {
        number = asNumber;
        place = atPlace;
        return FrameHeader.seal(payload, length, number, entries.size(), previous)
                .chain();
    }

    /** The number it was sealed with. */
    long number() {
        return number;
    }

    /** Where it was sealed to stand. */
    long place() {
        return place;
    }

    byte[] payload() {
        return payload;
    }

    int length() {
        return length;
    }
}
