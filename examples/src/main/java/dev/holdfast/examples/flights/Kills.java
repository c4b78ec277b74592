package dev.holdfast.examples.flights;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The kills still to come. One that comes too late, after the last row was fed, would prove nothing, so it makes the run
 * fail. Not safe for use by several threads.
 */
final class Kills {

    private final Deque<KillPoint> due;
    private final long rows;
    private final boolean exact;
    private int done;

    private Kills(List<KillPoint> points, long rows, boolean exact) {
        this.due = new ArrayDeque<>(points);
        this.rows = rows;
        this.exact = exact;
    }

    /** Kills that must all happen. */
    static Kills exactly(List<KillPoint> points, long rows) {
        return new Kills(points, rows, true);
    }

    /** Kills of which those are left out that a resumed run has passed already. */
    static Kills wherePossible(List<KillPoint> points, long rows) {
        return new Kills(points, rows, false);
    }

    /** A worker found so many rows fed when it started. */
    void startedAt(long fed) throws RunFailedException {
        if (done > 0 && fed >= rows) {
            throw new RunFailedException("kill " + done + " came too late: the worker had fed all " + rows + " rows");
        }
        while (done == 0 && !exact && !due.isEmpty() && due.getFirst().row(rows) <= fed) {
            due.removeFirst();
        }
    }

    /** Whether the worker is to be killed, now that so many rows are fed. */
    boolean isDue(long fed) {
        return !due.isEmpty() && fed < rows && fed >= due.getFirst().row(rows);
    }

    /** It was killed. */
    void count() {
        due.removeFirst();
        done++;
    }

    /** All rows are fed. */
    void endOfFeed() throws RunFailedException {
        if (!due.isEmpty()) {
            throw new RunFailedException("the kill after " + due.getFirst() + " came too late: all " + rows
                    + " rows were fed; kill earlier, or feed more rows");
        }
    }

    /** How many happened. */
    int done() {
        return done;
    }
}
