package dev.holdfast.host;

import java.time.Duration;
import java.time.Instant;

/**
 * Where time comes from. Nothing in Holdfast reads a clock but through this port, so that a simulation can supply a
 * virtual one.
 *
 * <p>Implementations are safe for use by any thread.
 */
public interface Clock {

    /** The wall clock; it may jump when the host's clock is set. */
    Instant now();

    /** A monotonic reading in nanoseconds; only differences between two readings mean anything. */
    long nanoTime();

    /**
     * Runs a task once, not before {@code delay} has passed on the monotonic clock. All such tasks share one thread: a
     * task hands work over to others and never waits. What it throws goes to that thread's handler of uncaught
     * exceptions; a fatal error ends the JVM (see {@link FatalErrors}).
     */
    void schedule(Duration delay, Runnable task);

    /** The clocks of this machine. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
