package dev.holdfast.persistence.log;

import java.util.Arrays;

/** Gathers the records to read, in ascending order, until the limits of the read are met. For one thread. */
final class PlanBuilder {

    private static final int INITIAL = 64;

    private final IdKey key;
    private final long to;
    private final int maxRecords;
    private final int maxBytes;
    private long[] sequences = new long[INITIAL];
    private long[] places = new long[INITIAL];
    private int[] lengths = new int[INITIAL];
    private int count;
    private long bytes;
    private boolean full;

    PlanBuilder(IdKey key, long to, int maxRecords, int maxBytes) {
        this.key = key;
        this.to = to;
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
    }

    /** Takes a record up, or says that it is one too many; the first within the range is never too many. */
    boolean add(long sequence, long place, int length) {
        bytes += length - RecordCodec.OVERHEAD - key.bytes().length;
        full = full || sequence > to || count == maxRecords || (count > 0 && bytes > maxBytes);
        if (full) {
            return false;
        }
        if (count == sequences.length) {
            sequences = Arrays.copyOf(sequences, count * 2);
            places = Arrays.copyOf(places, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        sequences[count] = sequence;
        places[count] = place;
        lengths[count] = length;
        count++;
        return true;
    }

    boolean isFull() {
        return full;
    }

    ReadPlan build() {
        return new ReadPlan(
                key.id(),
                key.bytes(),
                Arrays.copyOf(sequences, count),
                Arrays.copyOf(places, count),
                Arrays.copyOf(lengths, count));
    }
}
