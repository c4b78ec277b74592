package dev.holdfast.host;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** {@link Chance} in real life. */
enum SystemChance implements Chance {
    INSTANCE;

    @Override
    public boolean happens(String what, double probability) {
        return ThreadLocalRandom.current().nextDouble() < probability;
    }

    @Override
    public void hang(String what, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        boolean interrupted = false;
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
