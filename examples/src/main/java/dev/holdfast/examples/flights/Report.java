package dev.holdfast.examples.flights;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
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
        if (verdict.kills() == 0 && verdict.faults().decisions().isEmpty()) {
            out.println("  nothing: no fault was injected and none occurred");
            return;
        }
        Table table = new Table("fault", "times", "what it was", "decisions", "came to");
        for (Fault fault : Fault.values()) {
            verdict.faults().of(fault).ifPresent(line -> fault(table, fault.label(), fault.what(), line));
        }
        verdict.faults().other().ifPresent(line -> fault(table, "other", "not injected, see below", line));
        if (verdict.kills() > 0) {
            String kills = Integer.toString(verdict.kills());
            table.add(Fault.KILL.label(), kills, Fault.KILL.what(), "start again ×" + kills, "recovered ×" + kills);
        }
        table.print(out);
        verdict.faults().other().ifPresent(line -> out.println("  not injected was e.g. " + line.example()));
    }

    private static void fault(Table table, String name, String what, FaultSummary.Line line) {
        table.add(name, Integer.toString(line.times()), what, counted(line.decisions()), counted(line.outcomes()));
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
        out.println((verdict.positive() ? "Held fast" : "FAILED") + ": the board "
                + (verdict.boardMatches() ? "matches" : "differs") + ", "
                + number(verdict.audit().lost()) + " lost, "
                + number(verdict.audit().duplicated()) + " duplicated");
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
