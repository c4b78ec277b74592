package dev.holdfast.console.journal;

import dev.holdfast.persistence.log.SurveyedRecord;
import dev.holdfast.persistence.log.Tag;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a log holds of one id. For one thread. */
final class IdSummary {

    private final String id;
    private long records;
    private long bytes;
    private long lowest = Long.MAX_VALUE;
    private long highest;
    private long deletedTo;
    private long opens;
    private long quiet;

    IdSummary(String id) {
        this.id = id;
    }

    void add(SurveyedRecord record) {
        bytes += record.bytes();
        highest = Math.max(highest, record.sequence());
        if (record.deletion()) {
            deletedTo = Math.max(deletedTo, record.sequence());
            return;
        }
        records++;
        lowest = Math.min(lowest, record.sequence());
        opens = Tag.OPENS.in(record.tags()) ? record.sequence() : opens;
        quiet = Tag.QUIET.in(record.tags()) ? record.sequence() : quiet;
    }

    String id() {
        return id;
    }

    long bytes() {
        return bytes;
    }

    /** As it is shown. */
    Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("records", records);
        row.put("bytes", bytes);
        if (records > 0) {
            row.put("lowest", lowest);
        }
        row.put("highest", highest);
        row.put("deletedTo", deletedTo);
        row.put("openEffects", opens > quiet);
        return row;
    }
}
