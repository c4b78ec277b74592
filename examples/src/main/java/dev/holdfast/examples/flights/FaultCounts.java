package dev.holdfast.examples.flights;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many of each fault a run injects: counts, not rates, so that a long run stays a run.
 *
 * @param counts for each fault that is injected; absent means none
 */
record FaultCounts(Map<Fault, Integer> counts) {

    /** Beyond 20 by what a kill may cost: the ledger's newest records are not forced before the fault is handled. */
    private static final int ROW_FAULTS = 24;

    private static final int ROWS_PER_FAULT = 8;
    private static final int ROWS_FOR_A_KILL = 200;

    FaultCounts {
        counts = Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    static FaultCounts none() {
        return new FaultCounts(new EnumMap<>(Fault.class));
    }

    /** What is injected unless told otherwise: 24 of each and one kill, fewer where the data is small. */
    static FaultCounts defaults(long rows) {
        int each = (int) Math.min(ROW_FAULTS, rows / ROWS_PER_FAULT);
        Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            counts.put(fault, each);
        }
        counts.put(Fault.KILL, rows < ROWS_FOR_A_KILL ? 0 : 1);
        return new FaultCounts(counts);
    }

    /**
     * Reads {@code none}, {@code default} or {@code name=count,…}.
     *
     * @param rows how many rows the data has
     * @throws IllegalArgumentException for anything else, saying what is wrong, or when the data has too few rows
     */
    static FaultCounts parse(String text, long rows) {
        FaultCounts counts = switch (text) {
            case "none" -> none();
            case "default" -> defaults(rows);
            default -> parse(text);
        };
        if (counts.rowFaults() > rows) {
            throw new IllegalArgumentException(
                    "faults '" + text + "' need " + counts.rowFaults() + " rows, one each, but the data has " + rows);
        }
        return counts;
    }

    private static FaultCounts parse(String text) {
        Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            Fault fault = Fault.labelled(equals < 0 ? part : part.substring(0, equals))
                    .orElseThrow(() -> refused(part));
            String count = part.substring(equals + 1);
            if (equals < 0 || !count.matches("[0-9]{1,6}") || counts.put(fault, Integer.parseInt(count)) != null) {
                throw refused(part);
            }
        }
        return new FaultCounts(counts);
    }

    private static IllegalArgumentException refused(String part) {
        return new IllegalArgumentException("'" + part
                + "' is no fault: write none, default, or name=count,… with each of decide, apply, journal, poison, kill"
                + " at most once");
    }

    int of(Fault fault) {
        return counts.getOrDefault(fault, 0);
    }

    /** As {@link #parse} reads it. */
    String text() {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(count -> count.getKey().label() + "=" + count.getValue())
                        .collect(Collectors.joining(","));
    }

    private long rowFaults() {
        return counts.entrySet().stream()
                .filter(count -> count.getKey() != Fault.KILL)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
