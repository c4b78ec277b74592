package dev.holdfast.persistence.log;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of ids, for the thread that writes: that of those asked for last is remembered and kept up to date; their
 * number is bounded. For one thread.
 */
final class RecentFacts {

    private static final int MAX_IDS = 1 << 16;

    /** How much is read at once to see whether it was mended. */
    private static final int RECORDS_AT_ONCE = 1024;

    private static final int BYTES_AT_ONCE = 256 << 10;

    private final LogIndex index;
    private final RecordReader reader;
    private final Map<String, Facts> byId = new LinkedHashMap<>(16, 0.75f, true);
    private long repairs;

    RecentFacts(LogIndex index, RecordReader reader) {
        this.index = index;
        this.reader = reader;
    }

    /** What is known of an id. Fails when that cannot be read without making an index anew. */
    Facts of(String id) throws IOException {
        long repairsNow = index.repairs();
        if (repairs != repairsNow) {
            byId.clear(); // an index made anew may tell of damage that nobody knew
            repairs = repairsNow;
        }
        @Nullable Facts known = byId.get(id);
        if (known != null) {
            return known;
        }
        IdKey key = IdKey.of(id);
        Facts found = index.lookAtOnce(view -> view.facts(key));
        remember(id, found);
        return found;
    }

    /**
     * Reads the records of an id that is {@linkplain Facts#isDamaged damaged}, up to the last that was found so: they may
     * have been mended meanwhile. That one is read first, for it will mostly fail.
     *
     * @throws CorruptLogException if one has not been mended
     */
    void requireMended(String id, Facts facts) throws IOException {
        IdKey key = IdKey.of(id);
        long last = facts.damaged();
        reader.read(plan(key, last, last));
        ReadPlan plan = plan(key, facts.deletedTo() + 1, last);
        while (plan.count() > 0) {
            reader.read(plan);
            plan = plan(key, plan.sequences()[plan.count() - 1] + 1, last);
        }
        remember(id, facts.mended());
    }

    private ReadPlan plan(IdKey key, long from, long to) throws IOException {
        return index.lookAtOnce(view -> view.plan(key, from, to, RECORDS_AT_ONCE, BYTES_AT_ONCE));
    }

    private void remember(String id, Facts facts) {
        byId.put(id, facts);
        if (byId.size() > MAX_IDS) {
            var eldest = byId.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** New records were stored. */
    void update(List<RecordEntry> entries) {
        for (int first = 0; first < entries.size(); ) {
            int end = RecordEntry.endOfRun(entries, first);
            List<RecordEntry> run = entries.subList(first, end);
            byId.computeIfPresent(entries.get(first).id(), (key, facts) -> with(facts, run));
            first = end;
        }
    }

    private static Facts with(Facts facts, List<RecordEntry> entries) {
        Facts result = facts;
        for (RecordEntry entry : entries) {
            result = result.with(entry);
        }
        return result;
    }
}
