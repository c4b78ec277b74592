package dev.holdfast.examples.flights;

import java.util.BitSet;

/** Which rows something happened to, and how often more than once. Not safe for use by several threads. */
final class RowCount {

    private final int rows;
    private final BitSet seen;
    private long surplus;

    /** @param rows how many rows there are; they are numbered from 1 */
    RowCount(long rows) {
        this.rows = Math.toIntExact(rows);
        this.seen = new BitSet(this.rows);
    }

    void count(long row) {
        if (row < 1 || row > rows || seen.get((int) row - 1)) {
            surplus++;
        } else {
            seen.set((int) row - 1);
        }
    }

    /** How many rows it never happened to. */
    long missing() {
        return (long) rows - seen.cardinality();
    }

    /** How often it happened to a row again, or to no row of the data. */
    long surplus() {
        return surplus;
    }
}
