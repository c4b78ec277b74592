package dev.holdfast.host;

import java.time.Instant;

/** {@link Clock} on the JVM's own clocks. */
enum SystemClock implements Clock {
    INSTANCE;

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
