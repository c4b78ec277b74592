package dev.holdfast.recovery;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * When something happened, as long as that is not too long ago: a sliding window, as OTP's supervisor has it for restarts.
 * No more times are kept than anybody asks for.
 *
 * <p>Times are readings of a monotonic clock, in nanoseconds. Not safe for use by several threads.
 */
final class Recent {

    private final int most;
    private final long within;
    private final Deque<Long> times = new ArrayDeque<>();

    /**
     * Nothing happened.
     *
     * @param most beyond this number nobody counts
     * @param within how long ago is too long ago
     */
    Recent(int most, long within) {
        this.most = most;
        this.within = within;
    }

    /** It happens now. */
    void add(long now) {
        if (times.size() == most) {
            times.removeFirst();
        }
        times.addLast(now);
    }

    /** What happened last went on until now. */
    void prolong(long now) {
        times.pollLast();
        times.addLast(now);
    }

    /** How often it happened, as of now. */
    int count(long now) {
        while (!times.isEmpty() && now - times.getFirst() >= within) {
            times.removeFirst();
        }
        return times.size();
    }

    void clear() {
        times.clear();
    }
}
