package dev.holdfast.runtime;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A client's numbers for one target (K6). It stays within the window above its lowest unanswered number. A number whose
 * outcome stayed unknown counts as unanswered, so that the target keeps its outcome for {@code outcomeOf}; when it would
 * hold up new commands, or has been asked for long enough, it is let go.
 */
final class Lane {

    private final int window;
    private final TreeSet<Long> unanswered = new TreeSet<>();
    private final TreeMap<Long, Instant> unknown = new TreeMap<>();
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private long next = 1;

    Lane(int window) {
        this.window = window;
    }

    /** Commands that wait for room in the window, in order. */
    Deque<Pending> waiting() {
        return waiting;
    }

    /** True when one more number fits. */
    boolean hasRoom() {
        while (next - floor() >= window && !unknown.isEmpty() && unknown.firstKey() == floor()) {
            unknown.pollFirstEntry();
        }
        return next - floor() < window;
    }

    /** The lowest number not answered. */
    long floor() {
        long lowest = unanswered.isEmpty() ? next : unanswered.first();
        return unknown.isEmpty() ? lowest : Math.min(lowest, unknown.firstKey());
    }

    long take() {
        unanswered.add(next);
        return next++;
    }

    void answered(long number) {
        unanswered.remove(number);
        unknown.remove(number);
    }

    /** The outcome of a number stayed unknown; it is kept until then. */
    void gaveUp(long number, Instant until) {
        if (unanswered.remove(number)) {
            unknown.put(number, until);
        }
    }

    void forget(Instant now) {
        unknown.values().removeIf(until -> until.isBefore(now));
    }
}
