package dev.holdfast.examples.flights;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The board: each airport's counters, by airport code. Not safe for use by several threads. */
final class Board {

    static final String HEADER = "airport,departures,arrivals,delay_minutes,late_departures,miles";

    private static final int WIDTH = 6;

    private final SortedMap<String, Counters> lines = new TreeMap<>();

    /** Reads a board as CSV, in the form of {@link #line}. */
    static Board read(InputStream bytes, String name) throws IOException {
        Board board = new Board();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            if (!HEADER.equals(in.readLine())) {
                throw new IOException(name + " is no board: its header is not '" + HEADER + "'");
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                board.add(line, name);
            }
        }
        return board;
    }

    /** Takes one line of CSV. */
    void add(String line, String name) throws IOException {
        String[] fields = line.split(",", -1);
        if (lines.containsKey(fields[0])) {
            throw new IOException(name + " names the airport " + fields[0] + " twice");
        }
        try {
            if (fields.length != WIDTH) {
                throw new IllegalArgumentException("expected " + WIDTH + " fields");
            }
            put(fields[0], new Counters(at(fields, 1), at(fields, 2), at(fields, 3), at(fields, 4), at(fields, 5)));
        } catch (IllegalArgumentException e) {
            throw new IOException(name + " holds a line that is none of a board: '" + line + "'", e);
        }
    }

    private static long at(String[] fields, int column) {
        return Long.parseLong(fields[column]);
    }

    /** An airport's line as CSV. */
    static String line(String airport, Counters counters) {
        return String.join(
                ",",
                airport,
                Long.toString(counters.departures()),
                Long.toString(counters.arrivals()),
                Long.toString(counters.delayMinutes()),
                Long.toString(counters.lateDepartures()),
                Long.toString(counters.miles()));
    }

    void put(String airport, Counters counters) {
        lines.put(airport, counters);
    }

    /** Counts one flight, at both its ends. */
    void count(Row row) {
        put(row.origin(), at(row.origin()).departed(row.delay(), row.distance()));
        put(row.destination(), at(row.destination()).arrived());
    }

    /** An airport's counters; nothing counted when it is unknown. */
    Counters at(String airport) {
        return lines.getOrDefault(airport, Counters.NONE);
    }

    Set<String> airports() {
        return Set.copyOf(lines.keySet());
    }

    /** The airports with the most movements, busiest first. */
    List<Map.Entry<String, Counters>> busiest(int count) {
        return lines.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Counters> line) ->
                                -line.getValue().movements())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(count)
                .map(line -> Map.entry(line.getKey(), line.getValue()))
                .toList();
    }

    /** Where another board differs, a sentence per airport. */
    List<String> differences(Board shown) {
        List<String> differences = new ArrayList<>();
        Set<String> all = new TreeSet<>(lines.keySet());
        all.addAll(shown.lines.keySet());
        for (String airport : all) {
            if (!at(airport).equals(shown.at(airport))) {
                differences.add("expected " + line(airport, at(airport)) + ", the components show "
                        + line(airport, shown.at(airport)));
            }
        }
        return differences;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Board that && lines.equals(that.lines);
    }

    @Override
    public int hashCode() {
        return Objects.hash(lines);
    }

    @Override
    public String toString() {
        return "board of " + lines.size() + " airports";
    }
}
