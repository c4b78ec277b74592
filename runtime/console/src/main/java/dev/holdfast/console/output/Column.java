package dev.holdfast.console.output;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param title above it; a table whose titles are all empty has no head
 * @param toTheRight whether its cells are aligned to the right
 * @param cell what it shows of a row; may have several lines
 */
public record Column(String title, boolean toTheRight, Function<Map<String, ?>, String> cell) {

    private static final long KIB = 1024;
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

    /** A text, or whatever has one. */
    public static Column text(String title, String key) {
        return new Column(title, false, row -> shown(row, key));
    }

    /** A column that is made of several values of a row. */
    public static Column made(String title, Function<Map<String, ?>, String> cell) {
        return new Column(title, false, cell);
    }

    /** A whole number, with separators. */
    public static Column number(String title, String key) {
        return new Column(
                title,
                true,
                row -> row.get(key) instanceof Number number ? number(number.longValue()) : shown(row, key));
    }

    /** A number of bytes. */
    public static Column bytes(String title, String key) {
        return new Column(
                title,
                true,
                row -> row.get(key) instanceof Number number ? bytes(number.longValue()) : shown(row, key));
    }

    private static String shown(Map<String, ?> row, String key) {
        Object value = row.get(key);
        return value == null ? "" : Texts.safe(value.toString());
    }

    /** For example {@code 12,345}. */
    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** For example {@code 12.3 MiB}. */
    public static String bytes(long bytes) {
        double size = bytes;
        String unit = "B";
        for (int i = 0; i < UNITS.length && size >= KIB; i++) {
            size /= KIB;
            unit = UNITS[i];
        }
        return String.format(Locale.ROOT, bytes < KIB ? "%.0f %s" : "%.1f %s", size, unit);
    }
}
