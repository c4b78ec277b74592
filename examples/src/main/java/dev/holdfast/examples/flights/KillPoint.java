package dev.holdfast.examples.flights;

import java.util.ArrayList;
import java.util.List;

/**
 * When the worker is killed: once this share of the rows is fed.
 *
 * @param percent more than 0, less than 100: at 100 the feed has ended
 */
record KillPoint(double percent) implements Comparable<KillPoint> {

    KillPoint {
        if (!(percent > 0 && percent < 100)) {
            throw new IllegalArgumentException(
                    "no kill after " + percent + " %: it comes after more than 0 % and less than 100 % of the rows");
        }
    }

    /** Reads {@code 30%} or {@code 30}. */
    static KillPoint parse(String text) {
        try {
            return new KillPoint(Double.parseDouble(text.endsWith("%") ? text.substring(0, text.length() - 1) : text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no share of the rows: write e.g. 30%", e);
        }
    }

    /** Kills spread evenly over the run. */
    static List<KillPoint> spread(int kills) {
        List<KillPoint> points = new ArrayList<>(kills);
        for (int i = 1; i <= kills; i++) {
            points.add(new KillPoint(100.0 * i / (kills + 1)));
        }
        return points;
    }

    /** How many rows must be fed, of so many. */
    long row(long rows) {
        return Math.max(1, (long) Math.ceil(rows * percent / 100));
    }

    @Override
    public int compareTo(KillPoint other) {
        return Double.compare(percent, other.percent);
    }

    @Override
    public String toString() {
        return (percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent)) + " %";
    }
}
