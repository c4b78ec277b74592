package dev.holdfast.persistence.log;

import dev.holdfast.persistence.log.RecordEntry.Kind;
import java.util.Arrays;

/** What one segment holds of one id, in memory. Safe for use by any thread; what is in here is durable. */
final class IdEntries {

    private static final int INITIAL = 8;

    private final String id;
    private Facts facts = Facts.NONE;
    private long[] sequences = new long[INITIAL];
    private long[] places = new long[INITIAL];
    private int[] lengths = new int[INITIAL];
    private int count;

    /** Takes the entries that are there, one after the other. */
    @FunctionalInterface
    interface Taker {
        void take(long sequence, long place, int length);
    }

    IdEntries(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    synchronized void apply(RecordEntry entry, long framePlace) {
        facts = facts.with(entry);
        if (entry.kind() == Kind.DATA) {
            add(entry, framePlace + entry.offset());
        } else {
            dropTo(facts.deletedTo());
        }
    }

    private void add(RecordEntry entry, long place) {
        if (count == sequences.length) {
            resize(0, count * 2);
        }
        sequences[count] = entry.sequence();
        places[count] = place;
        lengths[count] = entry.length();
        count++;
    }

    private void dropTo(long deletedTo) {
        int from = lowerBound(deletedTo + 1);
        int left = count - from;
        resize(from, Math.max(INITIAL, left * 2));
        count = left;
    }

    private void resize(int from, int capacity) {
        sequences = Arrays.copyOf(Arrays.copyOfRange(sequences, from, count), capacity);
        places = Arrays.copyOf(Arrays.copyOfRange(places, from, count), capacity);
        lengths = Arrays.copyOf(Arrays.copyOfRange(lengths, from, count), capacity);
    }

    /** What this segment alone says of the id. */
    synchronized Facts facts() {
        return facts;
    }

    /** Adds the records from {@code first} on to the plan. */
    synchronized void addTo(PlanBuilder plan, long first) {
        int next = lowerBound(first);
        while (next < count && plan.add(sequences[next], places[next], lengths[next])) {
            next++;
        }
    }

    /** Shows all records that are not deleted by this segment itself, ascending; says how many. */
    synchronized int forEach(Taker taker) {
        for (int i = 0; i < count; i++) {
            taker.take(sequences[i], places[i], lengths[i]);
        }
        return count;
    }

    private int lowerBound(long sequence) {
        int found = Arrays.binarySearch(sequences, 0, count, sequence);
        return found >= 0 ? found : -found - 1;
    }
}
