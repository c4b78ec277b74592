package dev.holdfast.examples.flights;

import dev.holdfast.config.FaultKind;
import dev.holdfast.examples.flights.FaultAtRow.Mark;
import dev.holdfast.ledger.LedgerRecord;
import dev.holdfast.ledger.LedgerRecord.Detected;
import dev.holdfast.ledger.LedgerRecord.Resolved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the fault ledger says about a run: what struck, what was decided, what came of it. */
final class FaultSummary {

    /** The name under which faults go that nobody injected. */
    private static final String OTHER = "other";

    /** What came of a fault when the ledger does not say, since the process was killed before. */
    private static final String OPEN = "cut short by a kill";

    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<String, Occurrence> occurrences = new HashMap<>();

    /** A row that was struck, or the id of a fault nobody injected. */
    private record Occurrence(String name, String what) {}

    /** All of one kind. */
    static final class Line {
        private final Map<String, String> occurrences = new HashMap<>();
        private final Map<String, Integer> decisions = new TreeMap<>();
        private String example = "";

        /** How many different rows, or faults, it struck. */
        int times() {
            return occurrences.size();
        }

        /** How often each rung was taken; one fault may have climbed several. */
        Map<String, Integer> decisions() {
            return decisions;
        }

        /** What they came to in the end, one outcome for each. */
        Map<String, Integer> outcomes() {
            Map<String, Integer> counts = new TreeMap<>();
            occurrences.values().forEach(outcome -> counts.merge(outcome, 1, Integer::sum));
            return counts;
        }

        /** What the last of them was. */
        String example() {
            return example;
        }
    }

    /** Takes the next record of the ledger. */
    void take(LedgerRecord record) {
        if (record instanceof Detected detected) {
            detected(detected);
        } else if (record instanceof Resolved resolved) {
            Occurrence known = occurrences.get(resolved.fault());
            if (known != null) {
                line(known.name).occurrences.put(known.what, resolved.outcome());
            }
        }
    }

    private void detected(Detected record) {
        Occurrence occurrence = occurrence(record);
        occurrences.put(record.fault(), occurrence);
        Line line = line(occurrence.name);
        line.occurrences.putIfAbsent(occurrence.what, OPEN);
        line.decisions.merge(rung(record.decision()), 1, Integer::sum);
        line.example = record.component() + ": " + record.kind() + ", " + record.cause();
    }

    /**
     * What a record is about. A state that was wrong in memory shows as a broken invariant first, and on a state folded
     * anew as corrupted: by then the command has its outcome, and that is what it came to.
     */
    private Occurrence occurrence(Detected record) {
        Optional<Mark> mark = FaultAtRow.in(record.cause());
        if (mark.isPresent()) {
            return new Occurrence(
                    mark.get().fault().label(), Long.toString(mark.get().row()));
        } else if (record.cause().contains(Airport.MILES_HOLD)) {
            return new Occurrence(Fault.WRONG_EVENT.label(), record.command());
        } else if (record.cause().contains(Airport.LATE_HOLDS)
                || record.kind().equals(FaultKind.STATE_CORRUPTED.text())) {
            return new Occurrence(Fault.WRONG_STATE.label(), record.command());
        }
        return new Occurrence(OTHER, record.fault());
    }

    /** The rung without its number: {@code retry 3} is a {@code retry}. */
    private static String rung(String decision) {
        int space = decision.indexOf(' ');
        return space < 0 ? decision : decision.substring(0, space);
    }

    private Line line(String name) {
        return lines.computeIfAbsent(name, unknown -> new Line());
    }

    /** How many rows each injected fault struck. */
    Map<String, Integer> byName(int kills) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Fault fault : Fault.values()) {
            counts.put(fault.label(), fault == Fault.KILL ? kills : times(fault));
        }
        other().ifPresent(line -> counts.put(OTHER, line.times()));
        return counts;
    }

    int times(Fault fault) {
        return of(fault).map(Line::times).orElse(0);
    }

    Optional<Line> of(Fault fault) {
        return Optional.ofNullable(lines.get(fault.label()));
    }

    /** Faults that nobody injected. */
    Optional<Line> other() {
        return Optional.ofNullable(lines.get(OTHER));
    }

    /** How often each rung was taken. */
    Map<String, Integer> decisions() {
        Map<String, Integer> all = new TreeMap<>();
        List<Line> kinds = new ArrayList<>(lines.values());
        kinds.forEach(line -> line.decisions.forEach((rung, times) -> all.merge(rung, times, Integer::sum)));
        return all;
    }
}
