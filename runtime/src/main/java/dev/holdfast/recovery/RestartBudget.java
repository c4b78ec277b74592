package dev.holdfast.recovery;

import dev.holdfast.config.IntensitySettings;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Restart intensity with a sliding window, as OTP's supervisor has it: no more than so many restarts within so much
 * time. Pekko's own window is fixed from the first failure on, which lets twice as many through.
 *
 * <p>Times are readings of a monotonic clock, in nanoseconds. Not safe for use by several threads.
 */
public final class RestartBudget {

    private final int restarts;
    private final long within;
    private final Deque<Long> taken = new ArrayDeque<>();

    /** A budget nothing of which is used. */
    public RestartBudget(IntensitySettings settings) {
        restarts = settings.restarts();
        within = settings.within().toNanos();
    }

    /** True when there is room for a restart now. */
    public boolean allows(long now) {
        while (!taken.isEmpty() && now - taken.peekFirst() >= within) {
            taken.removeFirst();
        }
        return taken.size() < restarts;
    }

    /** Counts a restart, whether there was room or not. */
    public void count(long now) {
        if (taken.size() == restarts && !taken.isEmpty()) {
            taken.removeFirst();
        }
        taken.addLast(now);
    }
}
