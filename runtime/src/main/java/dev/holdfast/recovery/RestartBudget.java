package dev.holdfast.recovery;

import dev.holdfast.config.IntensitySettings;

/**
 * Restart intensity with a sliding window, as OTP's supervisor has it: no more than so many restarts within so much
 * time. Pekko's own window is fixed from the first failure on, which lets twice as many through.
 *
 * <p>Times are readings of a monotonic clock, in nanoseconds. Not safe for use by several threads.
 */
public final class RestartBudget {

    private final int restarts;
    private final Recent taken;

    /** A budget nothing of which is used. */
    public RestartBudget(IntensitySettings settings) {
        restarts = settings.restarts();
        taken = new Recent(restarts, settings.within().toNanos());
    }

    /** True when there is room for a restart now. */
    public boolean allows(long now) {
        return taken.count(now) < restarts;
    }

    /** Counts a restart, whether there was room or not; not a fault that a lower rung mended, see {@link Climb.Step}. */
    public void count(long now) {
        taken.add(now);
    }
}
