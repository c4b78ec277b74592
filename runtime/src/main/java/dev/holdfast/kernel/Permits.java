package dev.holdfast.kernel;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many commands from outside a segment holds at most. A sender takes a permit before its command enters any queue;
 * the front's desk gives it back when the command is done with. A time-out never does: the command may still be queued.
 *
 * <p>Safe for use by any thread.
 */
public final class Permits {

    private final int limit;
    private final Semaphore semaphore;

    /** So many. */
    public Permits(int limit) {
        this.limit = limit;
        semaphore = new Semaphore(limit);
    }

    /** A permit, or none when all are out. */
    public Optional<Permit> tryTake() {
        return semaphore.tryAcquire() ? Optional.of(new Taken(semaphore)) : Optional.empty();
    }

    /** How many there are. */
    public int limit() {
        return limit;
    }

    /** How many are out. */
    public int out() {
        return limit - semaphore.availablePermits();
    }

    /** Leave for one command to be in a segment. Safe for use by any thread. */
    public sealed interface Permit {

        /** What an effect has: its number is bounded at its source. */
        Permit NONE = new None();

        /** Gives it back; again has no effect. */
        void giveBack();
    }

    private record None() implements Permit {
        @Override
        public void giveBack() {}
    }

    private static final class Taken implements Permit {
        private final Semaphore semaphore;
        private final AtomicBoolean out = new AtomicBoolean(true);

        private Taken(Semaphore semaphore) {
            this.semaphore = semaphore;
        }

        @Override
        public void giveBack() {
            if (out.compareAndSet(true, false)) {
                semaphore.release();
            }
        }
    }
}
