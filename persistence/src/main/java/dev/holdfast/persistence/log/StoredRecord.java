package dev.holdfast.persistence.log;

/**
 * A record as it was stored.
 *
 * @param id whose it is
 * @param sequence its sequence number
 * @param tags the sum of the {@link Tag} bits it carries
 * @param payload its bytes; the caller's own copy
 */
@SuppressWarnings("ArrayRecordComponent") // a log moves bytes; wrapping each payload would cost an object per record
public record StoredRecord(String id, long sequence, int tags, byte[] payload) {}
