package dev.holdfast.persistence.log;

import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * How a log is laid out and how much it does at once.
 *
 * @param segmentSize bytes of a segment file: a multiple of 4096 from 64 KiB to 1 GiB; a record may take a quarter of
 *     it, an append half of it
 * @param maxGroupRecords how many records are gathered for one write, at least 1; an append larger than that is written
 *     alone
 * @param maxGroupBytes how many bytes are gathered for one write, at least 1 and at most half a segment; an append
 *     larger than that is written alone
 * @param readers threads for reading, at least 1
 * @param maxSize how many bytes the files in the log's directory may take together before writes wait; empty: as many as
 *     there is room for
 * @param queueOf names the queue in which what is submitted for an id waits; each queue that has something gets the same
 *     share of every group. A pure function of the id
 */
public record LogOptions(
        long segmentSize,
        int maxGroupRecords,
        int maxGroupBytes,
        int readers,
        OptionalLong maxSize,
        UnaryOperator<String> queueOf) {

    private static final long MIN_SEGMENT = 64L << 10;
    private static final long MAX_SEGMENT = 1L << 30;
    private static final long SEGMENT_STEP = 4096;

    public LogOptions {
        require(
                segmentSize >= MIN_SEGMENT && segmentSize <= MAX_SEGMENT && segmentSize % SEGMENT_STEP == 0,
                "segmentSize must be a multiple of 4096 from 65536 to 1073741824 bytes",
                segmentSize);
        require(maxGroupRecords >= 1, "maxGroupRecords must be at least 1", maxGroupRecords);
        require(
                maxGroupBytes >= 1 && maxGroupBytes <= segmentSize / 2,
                "maxGroupBytes must be from 1 to half of segmentSize",
                maxGroupBytes);
        require(readers >= 1, "readers must be at least 1", readers);
        require(
                maxSize.isEmpty() || maxSize.getAsLong() >= 4 * segmentSize,
                "maxSize must be at least four times segmentSize",
                maxSize.orElse(0));
    }

    /** Without a limit of the whole, and with one queue. */
    public LogOptions(long segmentSize, int maxGroupRecords, int maxGroupBytes, int readers) {
        this(segmentSize, maxGroupRecords, maxGroupBytes, readers, OptionalLong.empty(), id -> "");
    }

    /** Segments of 64 MiB, groups of up to 4096 records and 4 MiB, 2 readers. */
    public static LogOptions defaults() {
        return new LogOptions(64L << 20, 4096, 4 << 20, 2);
    }

    /** The same with another segment size. */
    public LogOptions withSegmentSize(long bytes) {
        int groupBytes = (int) Math.min(maxGroupBytes, bytes / 2);
        return new LogOptions(bytes, maxGroupRecords, groupBytes, readers, maxSize, queueOf);
    }

    /** The same with a limit of the whole. */
    public LogOptions withMaxSize(long bytes) {
        return new LogOptions(segmentSize, maxGroupRecords, maxGroupBytes, readers, OptionalLong.of(bytes), queueOf);
    }

    /** The same with other queues. */
    public LogOptions withQueues(UnaryOperator<String> names) {
        return new LogOptions(segmentSize, maxGroupRecords, maxGroupBytes, readers, maxSize, names);
    }

    /** The most bytes a record may take on disk. */
    long maxRecordBytes() {
        return segmentSize / 4;
    }

    /** The most bytes an append may take on disk: it is written as one frame, and a frame must fit a segment. */
    long maxAppendBytes() {
        return segmentSize / 2;
    }

    private static void require(boolean condition, String rule, long value) {
        if (!condition) {
            throw new IllegalArgumentException(rule + "; it is " + value);
        }
    }
}
