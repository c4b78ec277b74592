package dev.holdfast.examples.flights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param audit what the journal says
 * @param faults what the ledger says
 * @param shown the board, as the components of a fresh process show it
 * @param differences where it is not the board it should be, a sentence per airport
 * @param unavailable how often a component refused for the time being, as the workers saw it
 * @param badRows lines set aside
 * @param kills how often the worker was killed
 * @param before commands that earlier runs in the same directory had accepted
 * @param seconds how long the workers took
 */
record Verdict(
        Audit audit,
        FaultSummary faults,
        Board shown,
        List<String> differences,
        long unavailable,
        long badRows,
        int kills,
        long before,
        double seconds) {

    private static final ObjectMapper JSON = new ObjectMapper();

    boolean boardMatches() {
        return differences.isEmpty();
    }

    /** True when the board matches and nothing was lost or doubled. */
    boolean positive() {
        return boardMatches() && audit.lost() == 0 && audit.duplicated() == 0;
    }

    double commandsPerSecond() {
        return seconds > 0 ? (audit.tally().accepted() - before) / seconds : 0;
    }

    /** One line of JSON. */
    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("lesson", "flights");
        json.put("commands", audit.tally().accepted());
        json.put("completed", audit.tally().completed());
        json.put("rejected", audit.tally().rejected());
        json.put("quarantined", audit.tally().quarantined());
        json.put("unavailable", unavailable);
        json.put("badRows", badRows);
        json.put("faults", faults.byName(kills));
        json.put("decisions", faults.decisions());
        json.put("lost", audit.lost());
        json.put("duplicated", audit.duplicated());
        json.put("boardMatches", boardMatches());
        json.put("kills", kills);
        json.put("seconds", Math.round(seconds * 10) / 10.0);
        json.put("commandsPerSecond", Math.round(commandsPerSecond()));
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
