package dev.holdfast.examples.flights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param audit what the journal says
 * @param faults what the ledger says
 * @param planned what should have struck; empty when the run is a resumed one, of which earlier runs had their part
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
        Optional<FaultCounts> planned,
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

    /** True when the board matches, nothing was lost or doubled, and what was planned did strike. */
    boolean positive() {
        return boardMatches()
                && audit.lost() == 0
                && audit.duplicated() == 0
                && unproved().isEmpty();
    }

    /**
     * What the run does not prove since it did not happen, a sentence each: a planned kind of fault that never struck,
     * and poison that did not end quarantined. Less than was planned may strike, since rows can share a write and a kill
     * may take the ledger's newest records.
     */
    List<String> unproved() {
        List<String> unproved = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            if (planned(fault) > 0 && times(fault) == 0) {
                unproved.add(
                        "the fault " + fault.label() + " was planned " + planned(fault) + " times and never struck");
            }
        }
        if (audit.tally().quarantined() < planned(Fault.POISON_COMMAND)) {
            unproved.add("of " + planned(Fault.POISON_COMMAND) + " poisonous commands only "
                    + audit.tally().quarantined() + " were quarantined");
        }
        return unproved;
    }

    /** How often a fault should have struck; 0 when that is not known. */
    int planned(Fault fault) {
        return planned.map(counts -> counts.of(fault)).orElse(0);
    }

    /** How often a fault struck. */
    int times(Fault fault) {
        return fault == Fault.KILL ? kills : faults.times(fault);
    }

    /** The workers' commands alone: that the board process asked each airport for its line took no time of theirs. */
    double commandsPerSecond() {
        long shows = shown.airports().size();
        return seconds > 0 ? (audit.tally().accepted() - before - shows) / seconds : 0;
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
