package dev.holdfast.persistence.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of the ids that were asked for last, kept up to date; the number of ids is bounded. For one thread. */
final class RecentFacts {

    private static final int MAX_IDS = 1 << 16;

    private final Map<String, Facts> byId = new LinkedHashMap<>(16, 0.75f, true);

    Optional<Facts> get(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    void put(String id, Facts facts) {
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
