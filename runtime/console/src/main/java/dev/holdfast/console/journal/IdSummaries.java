package dev.holdfast.console.journal;

import dev.holdfast.console.output.Column;
import dev.holdfast.persistence.log.SurveyedRecord;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a log holds, id by id. */
final class IdSummaries {

    static final List<Column> COLUMNS = List.of(
            Column.text("ID", "id"),
            Column.number("RECORDS", "records"),
            Column.number("FROM", "lowest"),
            Column.number("TO", "highest"),
            Column.bytes("SIZE", "bytes"),
            Column.made("", IdSummaries::remarks));

    private final Map<String, IdSummary> ids = new TreeMap<>();

    void add(SurveyedRecord record) {
        ids.computeIfAbsent(record.id(), IdSummary::new).add(record);
    }

    /** All, by id. */
    Collection<IdSummary> all() {
        return ids.values();
    }

    /** Those that take the most room, the largest first. */
    List<IdSummary> largest(int most) {
        return ids.values().stream()
                .sorted(Comparator.comparingLong(IdSummary::bytes).reversed())
                .limit(most)
                .toList();
    }

    private static String remarks(Map<String, ?> row) {
        String deleted = row.get("deletedTo") instanceof Long to && to > 0 ? "deleted to " + Column.number(to) : "";
        String open = Boolean.TRUE.equals(row.get("openEffects")) ? "open effects" : "";
        return deleted.isEmpty() || open.isEmpty() ? deleted + open : deleted + ", " + open;
    }
}
