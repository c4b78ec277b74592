package dev.holdfast.persistence.log;

/**
 * A record inside a frame, without its payload.
 *
 * @param kind data or a deletion
 * @param offset where it begins in the frame's payload
 * @param length how many bytes it takes there
 */
record RecordEntry(String id, Kind kind, int tags, long sequence, int offset, int length) {

    enum Kind {
        DATA(1),
        /** All records of the id up to and with the sequence number are deleted. */
        DELETED_TO(2);

        final int code;

        Kind(int code) {
            this.code = code;
        }
    }
}
