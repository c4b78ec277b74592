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

    /** What was known need not hold any more. */
    void clear() {
        byId.clear();
    }

    /** New records were stored; those of one id mostly stand together. */
    void update(List<RecordEntry> entries) {
        for (int first = 0; first < entries.size(); ) {
            String id = entries.get(first).id();
            int end = first + 1;
            while (end < entries.size() && entries.get(end).id().equals(id)) {
                end++;
            }
            List<RecordEntry> run = entries.subList(first, end);
            byId.computeIfPresent(id, (key, facts) -> with(facts, run));
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
