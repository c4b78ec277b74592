package dev.holdfast.console.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.persistence.entry.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A component's state as of a revision, and what there is to know of it.
 *
 * @param revision which
 * @param state the state
 * @param leftOut the revisions up to there that do not count, for they were voided
 * @param voidedSince the revisions up to there that count, but were voided later
 * @param cut the revisions of the command within which the revision lies, if it is not the command's last
 * @param violated the invariant that does not hold, if one does not
 */
record Snapshot(
        long revision,
        JsonNode state,
        List<Range> leftOut,
        List<Range> voidedSince,
        Optional<Range> cut,
        Optional<String> violated) {

    Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("revision", revision);
        row.put("leftOut", leftOut.stream().map(RecoveryRows::range).toList());
        row.put("voidedSince", voidedSince.stream().map(RecoveryRows::range).toList());
        cut.ifPresent(range -> row.put("within", RecoveryRows.range(range)));
        violated.ifPresent(text -> row.put("violates", text));
        row.put("state", state);
        return row;
    }

    /** What a reader must know, a line each. */
    String notes() {
        StringBuilder notes = new StringBuilder();
        if (!leftOut.isEmpty()) {
            notes.append("\nLeft out, for they were voided: ").append(listed(leftOut));
        }
        if (!voidedSince.isEmpty()) {
            notes.append("\nVoided later: ").append(listed(voidedSince)).append("; see --as-known-today");
        }
        cut.ifPresent(range -> notes.append("\nRevision ")
                .append(revision)
                .append(" lies within a command, ")
                .append(range)
                .append(": nobody ever saw this state"));
        violated.ifPresent(
                text -> notes.append("\nAn invariant does not hold in it: ").append(text));
        return notes.toString();
    }

    private static String listed(List<Range> ranges) {
        return String.join(", ", ranges.stream().map(Range::toString).toList());
    }
}
