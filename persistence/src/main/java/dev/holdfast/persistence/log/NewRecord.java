package dev.holdfast.persistence.log;

/**
 * A record to be stored. The payload is copied when the record is appended.
 *
 * @param sequence its sequence number, at least 1
 * @param tags the sum of the {@link Tag} bits it carries, 0 for none
 * @param payload its bytes, which mean nothing to the log
 */
@SuppressWarnings("ArrayRecordComponent") // a log moves bytes; wrapping each payload would cost an object per record
public record NewRecord(long sequence, int tags, byte[] payload) {

    public NewRecord {
        if (sequence < 1) {
            throw new IllegalArgumentException("Sequence number " + sequence + " is below 1, where sequences begin");
        }
        if ((tags & ~Tag.ALL) != 0) {
            throw new IllegalArgumentException("Tags " + tags + " contain bits no tag has; known bits: " + Tag.ALL);
        }
    }
}
