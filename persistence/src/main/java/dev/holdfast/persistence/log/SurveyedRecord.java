package dev.holdfast.persistence.log;

/**
 * A record as it is stored.
 *
 * @param id whose it is
 * @param sequence its sequence number; of a deletion, up to which all are deleted
 * @param deletion whether it marks others as deleted instead of holding data
 * @param tags the sum of the {@link Tag} bits it carries
 * @param bytes how many bytes it takes on disk
 * @param file the segment file it is in
 * @param offset where in it, in bytes
 * @param frame the number of its frame
 * @param payload its own copy of the bytes; empty for a deletion
 */
@SuppressWarnings("ArrayRecordComponent") // a log moves bytes
public record SurveyedRecord(
        String id,
        long sequence,
        boolean deletion,
        int tags,
        int bytes,
        String file,
        long offset,
        long frame,
        byte[] payload) {}
