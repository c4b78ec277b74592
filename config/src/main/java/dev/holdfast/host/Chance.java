package dev.holdfast.host;

import java.time.Duration;

/**
 * Where it is drawn whether a fault happens that is injected on purpose, and how a call hangs that is to. Nothing else is
 * drawn here; without injected faults it is never asked.
 *
 * <p>Implementations are safe for use by any thread.
 */
public interface Chance {

    /**
     * Whether it happens now.
     *
     * @param what in words, the same at each such place
     * @param probability from 0 to 1
     */
    boolean happens(String what, double probability);

    /** Keeps the calling thread for that long, as a call does that hangs; an interrupt does not end it, but is kept. */
    void hang(String what, Duration time);

    /** Drawn from the JVM's randomness; hangs in real time. */
    static Chance system() {
        return SystemChance.INSTANCE;
    }
}
