package dev.holdfast.examples.flights;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where the columns stand, read from the header by name, and how a line becomes a {@link Row}. Immutable. */
final class Columns {

    static final List<String> NAMES = List.of("date", "delay", "distance", "origin", "destination");

    private static final Pattern AIRPORT = Pattern.compile("[A-Z0-9]{3,4}");

    private final int width;
    private final int[] places;

    private Columns(int width, int[] places) {
        this.width = width;
        this.places = places;
    }

    /** The header lacks a column, so no line can be read. */
    static final class HeaderException extends Exception {
        private static final long serialVersionUID = 1L;

        HeaderException(String message) {
            super(message);
        }
    }

    /** Finds the columns in a header; they may stand in any order, among others. */
    static Columns of(String header) throws HeaderException {
        List<String> found = new ArrayList<>();
        for (String name : split(header.startsWith("\uFEFF") ? header.substring(1) : header)) {
            found.add(name);
        }
        List<String> missing = new ArrayList<>(NAMES);
        missing.removeAll(found);
        if (!missing.isEmpty()) {
            throw new HeaderException("the header lacks " + String.join(", ", missing) + "; it has "
                    + String.join(", ", found) + "; needed are " + String.join(", ", NAMES));
        }
        return new Columns(found.size(), NAMES.stream().mapToInt(found::indexOf).toArray());
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it is no flight, saying why
     */
    Row row(String line) {
        List<String> fields = split(line);
        if (fields.size() != width) {
            throw new IllegalArgumentException("it has " + fields.size() + " fields where the header has " + width);
        }
        if (field(fields, 0).isEmpty()) {
            throw new IllegalArgumentException("date is empty");
        }
        int delay = whole("delay", field(fields, 1));
        int distance = whole("distance", field(fields, 2));
        if (distance < 0) {
            throw new IllegalArgumentException("distance is negative: " + distance);
        }
        return new Row(airport("origin", field(fields, 3)), airport("destination", field(fields, 4)), delay, distance);
    }

    private String field(List<String> fields, int column) {
        return fields.get(places[column]);
    }

    private static int whole(String column, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(column + " is no whole number: '" + text + "'", e);
        }
    }

    private static String airport(String column, String text) {
        if (!AIRPORT.matcher(text).matches()) {
            throw new IllegalArgumentException(column + " is no airport code: '" + text + "'");
        }
        return text;
    }

    private static List<String> split(String line) {
        List<String> fields = new ArrayList<>(NAMES.size());
        int from = 0;
        for (int comma = line.indexOf(','); comma >= 0; comma = line.indexOf(',', from)) {
            fields.add(unquoted(line.substring(from, comma)));
            from = comma + 1;
        }
        fields.add(unquoted(line.substring(from)));
        return fields;
    }

    /** Some exporters quote every field; a comma within quotes occurs in no column of ours and makes a bad row. */
    private static String unquoted(String text) {
        String field = text.strip();
        boolean quoted = field.length() >= 2 && field.startsWith("\"") && field.endsWith("\"");
        return quoted ? field.substring(1, field.length() - 1).strip() : field;
    }
}
