package dev.holdfast.runtime;

import dev.holdfast.kernel.Way;
import java.time.Instant;
import java.util.BitSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A client's numbers for one target (K6). It stays within the window above its lowest unanswered number. A number whose
 * outcome stayed unknown counts as unanswered, so that the target keeps its outcome for {@code outcomeOf}; when it would
 * hold up new commands, or has been asked for long enough, it is let go. A ring instead of a set: every command takes a
 * number and gives it back.
 */
final class Lane {

    private final int window;
    private final BitSet unanswered = new BitSet();
    private final TreeMap<Long, Instant> unknown = new TreeMap<>();
    private @Nullable Way way;
    private long lowest = 1;
    private long next = 1;

    Lane(int window) {
        this.window = window;
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
        return unknown.isEmpty() ? lowest : Math.min(lowest, unknown.firstKey());
    }

    /**
     * True when the next number would overtake none that went another way: all are answered, or went this way, or went a
     * shorter one.
     */
    boolean mayTake(Way by) {
        return by == way || way == null || lowest == next || by.stations() > way.stations();
    }

    /** The next number, which goes this way. */
    long take(Way by) {
        way = by;
        unanswered.set(slot(next));
        return next++;
    }

    void answered(long number) {
        close(number);
        unknown.remove(number);
    }

    /** The outcome of a number stayed unknown; it is kept until then. */
    void gaveUp(long number, Instant until) {
        if (close(number)) {
            unknown.put(number, until);
        }
    }

    /** Whether the number was unanswered until now. */
    private boolean close(long number) {
        if (number < lowest || number >= next || !unanswered.get(slot(number))) {
            return false;
        }
        unanswered.clear(slot(number));
        while (lowest < next && !unanswered.get(slot(lowest))) {
            lowest++;
        }
        return true;
    }

    /** Numbers from the lowest unanswered to the next lie within one window, so none shares another's slot. */
    private int slot(long number) {
        return (int) (number % window);
    }

    void forget(Instant now) {
        unknown.values().removeIf(until -> until.isBefore(now));
    }
}
