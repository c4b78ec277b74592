package dev.holdfast.persistence.log;

import java.util.Arrays;

/** A few entries of one id, ascending, in memory. Never empty when others look at it. Not safe for several threads. */
final class EntryRun {

    private static final int INITIAL = 8;

    /** So many entries at most: what grows beyond needs another run, and no copy that takes ever longer. */
    static final int MOST = 1024;

    private long[] sequences;
    private long[] places;
    private int[] lengths;
    private int begin;
    private int end;

    private EntryRun(int capacity) {
        sequences = new long[capacity];
        places = new long[capacity];
        lengths = new int[capacity];
    }

    /** An empty one of an id that has no other: most will never need much. */
    static EntryRun first() {
        return new EntryRun(INITIAL);
    }

    /** An empty one behind a full one. */
    static EntryRun next() {
        return new EntryRun(MOST);
    }

    boolean isFull() {
        return end - begin == MOST;
    }

    void add(long sequence, long place, int length) {
        if (end == sequences.length) {
            grow();
        }
        sequences[end] = sequence;
        places[end] = place;
        lengths[end] = length;
        end++;
    }

    private void grow() {
        int count = end - begin;
        int until = begin + Math.min(MOST, Math.max(INITIAL, 2 * count));
        sequences = Arrays.copyOfRange(sequences, begin, until);
        places = Arrays.copyOfRange(places, begin, until);
        lengths = Arrays.copyOfRange(lengths, begin, until);
        begin = 0;
        end = count;
    }

    /** Forgets the entries up to a sequence number that is below {@link #last}. */
    void dropTo(long sequence) {
        begin = lowerBound(sequence + 1);
    }

    long last() {
        return sequences[end - 1];
    }

    /** Adds the records from {@code first} on to the plan; false if the plan takes no more. */
    boolean addTo(PlanBuilder plan, long first) {
        for (int i = lowerBound(first); i < end; i++) {
            if (!plan.add(sequences[i], places[i], lengths[i])) {
                return false;
            }
        }
        return true;
    }

    /** Shows all; says how many. */
    int forEach(IdEntries.Taker taker) {
        for (int i = begin; i < end; i++) {
            taker.take(sequences[i], places[i], lengths[i]);
        }
        return end - begin;
    }

    private int lowerBound(long sequence) {
        int found = Arrays.binarySearch(sequences, begin, end, sequence);
        return found >= 0 ? found : -found - 1;
    }
}
