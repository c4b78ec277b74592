package dev.holdfast.console.journal;

import dev.holdfast.persistence.entry.Corrected;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.QuarantineResolved;
import dev.holdfast.persistence.entry.Range;
import dev.holdfast.persistence.entry.Voided;
import dev.holdfast.persistence.entry.Voided.Revoked;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** As names and values: entries that void, correct, and deal with what was set aside. */
final class RecoveryRows {

    private RecoveryRows() {}

    /** Adds what an entry of these kinds says; says whether it is one. */
    static boolean add(Map<String, Object> row, Content content) {
        if (content instanceof Voided voided) {
            addVoided(row, voided);
        } else if (content instanceof Corrected corrected) {
            addCorrected(row, corrected);
        } else if (content instanceof QuarantineResolved resolved) {
            addResolved(row, resolved);
        } else {
            return false;
        }
        return true;
    }

    private static void addVoided(Map<String, Object> row, Voided voided) {
        row.put("kind", "voided");
        row.put("ranges", voided.ranges().stream().map(RecoveryRows::range).toList());
        row.put("replies", voided.replies().stream().map(RecoveryRows::revoked).toList());
        row.put("why", voided.why());
        row.put("by", voided.by());
        voided.fault().ifPresent(fault -> row.put("fault", fault));
        row.put("previous", voided.previous());
    }

    static Map<String, Object> range(Range range) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("first", range.first());
        shown.put("last", range.last());
        return shown;
    }

    private static Map<String, Object> revoked(Revoked revoked) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("sender", revoked.sender());
        shown.put("number", revoked.number());
        shown.putAll(range(revoked.revisions()));
        shown.put("reply", RecordRows.encoded(revoked.reply()));
        return shown;
    }

    private static void addCorrected(Map<String, Object> row, Corrected corrected) {
        row.put("kind", "corrected");
        row.put("fault", corrected.fault());
        row.put(
                "outcomes",
                corrected.outcome().map(RecordRows::outcome).stream().toList());
        row.put("events", corrected.events().stream().map(RecordRows::encoded).toList());
    }

    private static void addResolved(Map<String, Object> row, QuarantineResolved resolved) {
        row.put("kind", "resolved");
        row.put("sender", resolved.sender());
        row.put("number", resolved.number());
        row.put("how", resolved.how().name().toLowerCase(Locale.ROOT));
        row.put("by", resolved.by());
        row.put("why", resolved.why());
        row.put("effects", resolved.reissue().map(RecordRows::effect).stream().toList());
    }
}
