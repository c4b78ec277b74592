package dev.holdfast.persistence.log;

import dev.holdfast.persistence.log.RecordEntry.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers the records of one frame. Reused from frame to frame; for one thread. */
final class FrameBuilder {

    private static final byte[] NO_PAYLOAD = {};
    private static final int INITIAL = 64 * 1024;

    private final List<RecordEntry> entries = new ArrayList<>();
    private byte[] payload = new byte[INITIAL];
    private int length = FrameHeader.BYTES;

    /** Forgets the last frame's records. */
    void clear() {
        entries.clear();
        length = FrameHeader.BYTES;
    }

    void add(String id, byte[] idBytes, NewRecord data) {
        add(id, idBytes, Kind.DATA, data.tags(), data.sequence(), data.payload());
    }

    void addDeletion(String id, byte[] idBytes, long toSequence) {
        addDeletion(id, idBytes, toSequence, 0);
    }

    /** A deletion that tells, too, which tags the last record it deletes carried. */
    void addDeletion(String id, byte[] idBytes, long toSequence, int tags) {
        add(id, idBytes, Kind.DELETED_TO, tags, toSequence, NO_PAYLOAD);
    }

    private void add(String id, byte[] idBytes, Kind kind, int tags, long sequence, byte[] data) {
        int size = RecordCodec.OVERHEAD + idBytes.length + data.length;
        ensureRoom(size);
        RecordCodec.write(payload, length, kind, tags, idBytes, sequence, data);
        entries.add(new RecordEntry(id, kind, tags, sequence, length, size));
        length += size;
    }

    private void ensureRoom(int size) {
        if (payload.length - length < size) {
            payload = Arrays.copyOf(payload, Math.max(Math.multiplyExact(payload.length, 2), length + size));
        }
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    List<RecordEntry> entries() {
        return entries;
    }

    /** Writes the header before the records; afterwards {@link #payload} is complete. */
    FrameHeader seal(long number, ChainHash previous) {
        return FrameHeader.seal(payload, length, number, entries.size(), previous);
    }

    byte[] payload() {
        return payload;
    }

    int length() {
        return length;
    }
}
