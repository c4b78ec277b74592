package dev.holdfast.examples.flights;

import java.util.Arrays;
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
            String name = equals < 0 ? part : part.substring(0, equals);
            Fault fault = Fault.labelled(name)
                    .orElseThrow(() -> new IllegalArgumentException("'" + part
                            + "' is no fault: write none, default, or name=count,… with each of "
                            + Arrays.stream(Fault.values()).map(Fault::label).collect(Collectors.joining(", "))
                            + " at most once"));
            if (counts.put(fault, count(name, equals < 0 ? "" : part.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("the fault '" + name + "' is named twice");
            }
        }
        return new FaultCounts(counts);
    }

    private static int count(String name, String count) {
        if (count.isEmpty()) {
            throw new IllegalArgumentException(
                    "the count of the fault '" + name + "' is missing: say e.g. " + name + "=1");
        }
        if (!count.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException(
                    "the count of the fault '" + name + "' is no number from 0 to 999999: '" + count + "'");
        }
        return Integer.parseInt(count);
    }

    int of(Fault fault) {
        return counts.getOrDefault(fault, 0);
    }

    /** These with another count of one fault. */
    FaultCounts with(Fault fault, int count) {
        Map<Fault, Integer> changed = new EnumMap<>(Fault.class);
        changed.putAll(counts);
        changed.remove(fault);
        if (count > 0) {
            changed.put(fault, count);
        }
        return new FaultCounts(changed);
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
