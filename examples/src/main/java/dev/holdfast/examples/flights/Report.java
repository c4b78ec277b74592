package dev.holdfast.examples.flights;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A verdict for people. */
final class Report {

    private static final int BUSIEST = 10;
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
        line(out, "  %-8s %5s  %-46s %-44s %s", "fault", "times", "what", "decided", "came to");
        for (Fault fault : Fault.values()) {
            if (fault == Fault.KILL) {
                if (verdict.kills() > 0) {
                    line(
                            out,
                            "  %-8s %5d  %-46s %-44s %s",
                            "kill",
                            verdict.kills(),
                            fault.what(),
                            "start again",
                            "recovered");
                }
            } else {
                verdict.faults().of(fault).ifPresent(line -> fault(out, fault.label(), fault.what(), line));
            }
        }
        Optional<FaultSummary.Line> other = verdict.faults().other();
        other.ifPresent(line -> fault(out, "other", "not injected, e.g. " + line.example(), line));
        if (verdict.kills() == 0 && verdict.faults().decisions().isEmpty()) {
            out.println("  nothing: no fault was injected and none occurred");
        }
    }

    private static void fault(PrintWriter out, String name, String what, FaultSummary.Line line) {
        line(
                out,
                "  %-8s %5d  %-46s %-44s %s",
                name,
                line.times(),
                what,
                counted(line.decisions()),
                counted(line.outcomes()));
    }

    private static String counted(Map<String, Integer> counts) {
        return counts.isEmpty()
                ? "-"
                : counts.entrySet().stream()
                        .map(count -> count.getKey() + " ×" + count.getValue())
                        .collect(Collectors.joining(", "));
    }

    private void busiest(PrintWriter out) {
        line(
                out,
                "  %-7s %10s %9s %6s %14s %12s",
                "airport",
                "departures",
                "arrivals",
                "late",
                "delay minutes",
                "miles");
        for (Map.Entry<String, Counters> airport : verdict.shown().busiest(BUSIEST)) {
            Counters counters = airport.getValue();
            line(
                    out,
                    "  %-7s %,10d %,9d %,6d %,14d %,12d",
                    airport.getKey(),
                    counters.departures(),
                    counters.arrivals(),
                    counters.lateDepartures(),
                    counters.delayMinutes(),
                    counters.miles());
        }
    }

    private void differences(PrintWriter out) {
        if (!verdict.boardMatches()) {
            line(out, "The board differs at %,d airports", verdict.differences().size());
            verdict.differences().stream().limit(DIFFERENCES).forEach(difference -> out.println("  " + difference));
            out.println();
        }
    }

    private void verdict(PrintWriter out) {
        line(
                out,
                "%,d commands = %,d completed + %,d rejected + %,d quarantined; in %.1f s, %,.0f a second",
                verdict.audit().tally().accepted(),
                verdict.audit().tally().completed(),
                verdict.audit().tally().rejected(),
                verdict.audit().tally().quarantined(),
                verdict.seconds(),
                verdict.commandsPerSecond());
        line(
                out,
                "%s: the board %s, %,d lost, %,d doubled",
                verdict.positive() ? "Held fast" : "FAILED",
                verdict.boardMatches() ? "matches" : "differs",
                verdict.audit().lost(),
                verdict.audit().duplicated());
    }

    @SuppressWarnings("AnnotateFormatMethod") // private, and every caller is in sight
    private static void line(PrintWriter out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
    }
}
