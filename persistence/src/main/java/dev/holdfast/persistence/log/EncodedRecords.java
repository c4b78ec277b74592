package dev.holdfast.persistence.log;

import dev.holdfast.persistence.log.RecordEntry.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Records as they will stand in a frame, checksums and all. Made by whoever submits them, so that the one thread through
 * which all frames go only has to copy.
 *
 * @param bytes the records, without gaps
 * @param entries the same; offsets count from the begin of {@code bytes}
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record EncodedRecords(byte[] bytes, List<RecordEntry> entries) {

    private static final byte[] NO_PAYLOAD = {};

    /** Data of an id. */
    static EncodedRecords data(String id, byte[] idBytes, List<NewRecord> records) {
        int length = 0;
        for (NewRecord next : records) {
            length = Math.addExact(length, size(idBytes, next.payload()));
        }
        byte[] bytes = new byte[length];
        List<RecordEntry> entries = new ArrayList<>(records.size());
        int at = 0;
        for (NewRecord next : records) {
            RecordCodec.write(bytes, at, Kind.DATA, next.tags(), idBytes, next.sequence(), next.payload());
            int size = size(idBytes, next.payload());
            entries.add(new RecordEntry(id, Kind.DATA, next.tags(), next.sequence(), at, size));
            at += size;
        }
        return new EncodedRecords(bytes, entries);
    }

    /** The mark that the records of an id are deleted up to a sequence number, and which tags the last of them carried. */
    static EncodedRecords deletion(String id, byte[] idBytes, long toSequence, int tags) {
        byte[] bytes = new byte[size(idBytes, NO_PAYLOAD)];
        RecordCodec.write(bytes, 0, Kind.DELETED_TO, tags, idBytes, toSequence, NO_PAYLOAD);
        RecordEntry entry = new RecordEntry(id, Kind.DELETED_TO, tags, toSequence, 0, bytes.length);
        return new EncodedRecords(bytes, List.of(entry));
    }

    private static int size(byte[] idBytes, byte[] payload) {
        return RecordCodec.OVERHEAD + idBytes.length + payload.length;
    }
}
