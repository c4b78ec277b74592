package dev.holdfast.persistence.log;

import java.util.List;

/**
 * A record inside a frame, without its payload.
 *
 * @param kind data or a deletion
 * @param offset where it begins in the frame's payload
 * @param length how many bytes it takes there
 * @param sound whether its bytes on disk are the ones that were written
 */
record RecordEntry(String id, Kind kind, int tags, long sequence, int offset, int length, boolean sound) {

    enum Kind {
        DATA(1),
        /** All records of the id up to and with the sequence number are deleted. */
        DELETED_TO(2);

        final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    RecordEntry(String id, Kind kind, int tags, long sequence, int offset, int length) {
        this(id, kind, tags, sequence, offset, length, true);
    }

    /** The place behind the last of those that stand together at {@code first} and are of one id, as an append's do. */
    static int endOfRun(List<RecordEntry> entries, int first) {
        String id = entries.get(first).id();
        int end = first + 1;
        while (end < entries.size() && entries.get(end).id().equals(id)) {
            end++;
        }
        return end;
    }

    RecordEntry asDamaged() {
        return new RecordEntry(id, kind, tags, sequence, offset, length, false);
    }

    RecordEntry asSound() {
        return sound ? this : new RecordEntry(id, kind, tags, sequence, offset, length, true);
    }
}
