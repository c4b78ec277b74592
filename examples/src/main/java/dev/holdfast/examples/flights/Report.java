package dev.holdfast.examples.flights;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A verdict for people. */
final class Report {

    private static final int TEN = 10;
    private static final int DIFFERENCES = 10;

    private final Verdict verdict;

    Report(Verdict verdict) {
        this.verdict = verdict;
    }

    void print(PrintWriter out) {
        out.println("What happened");
        faults(out);
        out.println();
        out.println("The ten busiest airports");
        busiest(out);
        out.println();
        differences(out);
        verdict(out);
    }

    private void faults(PrintWriter out) {
        if (Arrays.stream(Fault.values()).allMatch(fault -> verdict.times(fault) == 0 && verdict.planned(fault) == 0)
                && verdict.faults().other().isEmpty()) {
            out.println("  nothing: no fault was injected and none occurred");
            return;
        }
        Table table = new Table("fault", "times", "what it was", "decisions", "came to");
        for (Fault fault : Fault.values()) {
            if (fault != Fault.KILL) {
                injected(table, fault);
            }
        }
        verdict.faults()
                .other()
                .ifPresent(line -> fault(table, "other", number(line.times()), "not injected, see below", line));
        if (verdict.kills() > 0) {
            int kills = verdict.kills();
            String outcome = verdict.positive() ? "recovered ×" + kills : "see the verdict";
            table.add(Fault.KILL.label(), times(Fault.KILL), Fault.KILL.what(), "start again ×" + kills, outcome);
        }
        table.print(out);
        verdict.faults().other().ifPresent(line -> out.println("  not injected was e.g. " + line.example()));
    }

    private void injected(Table table, Fault fault) {
        Optional<FaultSummary.Line> struck = verdict.faults().of(fault);
        if (struck.isPresent()) {
            fault(table, fault.label(), times(fault), fault.what(), struck.get());
        } else if (verdict.planned(fault) > 0) {
            table.add(fault.label(), times(fault), fault.what(), "", "never struck");
        }
    }

    private static void fault(Table table, String name, String times, String what, FaultSummary.Line line) {
        table.add(name, times, what, counted(line.decisions()), counted(line.outcomes()));
    }

    /** How often it struck, of how often it was planned where that is known. */
    private String times(Fault fault) {
        return number(verdict.times(fault))
                + verdict.planned()
                        .map(counts -> " of " + number(counts.of(fault)))
                        .orElse("");
    }

    private static String counted(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " ×" + count.getValue())
                .collect(Collectors.joining(", "));
    }

    private void busiest(PrintWriter out) {
        Table table = new Table("airport", "departures", "arrivals", "late", "delay minutes", "miles");
        for (Map.Entry<String, Counters> airport : verdict.shown().busiest(TEN)) {
            Counters counters = airport.getValue();
            table.add(
                    airport.getKey(),
                    number(counters.departures()),
                    number(counters.arrivals()),
                    number(counters.lateDepartures()),
                    number(counters.delayMinutes()),
                    number(counters.miles()));
        }
        table.print(out);
    }

    private void differences(PrintWriter out) {
        if (!verdict.boardMatches()) {
            out.println("The board differs at " + number(verdict.differences().size()) + " airports");
            verdict.differences().stream().limit(DIFFERENCES).forEach(difference -> out.println("  " + difference));
            out.println();
        }
    }

    private void verdict(PrintWriter out) {
        var tally = verdict.audit().tally();
        out.println(number(tally.accepted()) + " commands = " + number(tally.completed()) + " completed + "
                + number(tally.rejected()) + " rejected + " + number(tally.quarantined()) + " quarantined; in "
                + String.format(Locale.ROOT, "%.1f", verdict.seconds()) + " s, "
                + number(Math.round(verdict.commandsPerSecond())) + " a second");
        if (verdict.badRows() > 0) {
            out.println(number(verdict.badRows()) + (verdict.badRows() == 1 ? " bad row" : " bad rows") + " set aside");
        }
        verdict.unproved().forEach(sentence -> out.println("Not proved: " + sentence));
        out.println((verdict.positive() ? "Held fast" : "FAILED") + ": the board "
                + (verdict.boardMatches() ? "matches" : "differs") + ", "
                + number(verdict.audit().lost()) + " lost, "
                + number(verdict.audit().duplicated()) + " duplicated");
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
