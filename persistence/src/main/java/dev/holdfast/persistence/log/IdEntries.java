package dev.holdfast.persistence.log;

import dev.holdfast.persistence.log.RecordEntry.Kind;
import java.util.ArrayList;
import java.util.List;

/** What one segment holds of one id, in memory. Safe for use by any thread; what is in here is durable. */
final class IdEntries {

    private final String id;
    private final List<EntryRun> runs = new ArrayList<>(1);
    private Facts facts = Facts.NONE;

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

    /** Takes up records of this id out of a durable frame that begins at {@code framePlace}. */
    synchronized void apply(List<RecordEntry> entries, long framePlace) {
        entries.forEach(entry -> apply(entry, framePlace));
    }

    private void apply(RecordEntry entry, long framePlace) {
        facts = facts.with(entry);
        if (entry.kind() == Kind.DATA) {
            add(entry, framePlace + entry.offset());
        } else {
            dropTo(facts.deletedTo());
        }
    }

    private void add(RecordEntry entry, long place) {
        if (runs.isEmpty()) {
            runs.add(EntryRun.first());
        } else if (runs.get(runs.size() - 1).isFull()) {
            runs.add(EntryRun.next());
        }
        runs.get(runs.size() - 1).add(entry.sequence(), place, entry.length());
    }

    private void dropTo(long deletedTo) {
        runs.subList(0, runOf(deletedTo + 1)).clear();
        if (!runs.isEmpty()) {
            runs.get(0).dropTo(deletedTo);
        }
    }

    /** What this segment alone says of the id. */
    synchronized Facts facts() {
        return facts;
    }

    /** Adds the records from {@code first} on to the plan. */
    synchronized void addTo(PlanBuilder plan, long first) {
        for (int i = runOf(first); i < runs.size() && runs.get(i).addTo(plan, first); ) {
            i++;
        }
    }

    /** Shows all records that are not deleted by this segment itself, ascending; says how many. */
    synchronized int forEach(Taker taker) {
        int count = 0;
        for (EntryRun run : runs) {
            count += run.forEach(taker);
        }
        return count;
    }

    /** The first run that does not end before the sequence number; how many there are, if all do. */
    private int runOf(long sequence) {
        int from = 0;
        int to = runs.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (runs.get(middle).last() < sequence) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
