package dev.holdfast.host;

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

    /** The clocks of this machine. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
