package dev.holdfast.persistence.log;

import java.io.IOException;
import java.util.Optional;

/**
 * Lets work that changes files in the background pass until the log is closed: nothing may touch the directory once its
 * lock is released. No thread waits for it, and none holds a lock while a file is changed. Safe for use by any thread.
 */
final class Gate {

    private int inside;
    private boolean closed;
    private Optional<Runnable> last = Optional.empty();

    /** What is to be done. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Does it, if the gate is open. */
    void pass(Work work) throws IOException {
        if (!enter()) {
            return;
        }
        try {
            work.run();
        } finally {
            leave().ifPresent(Runnable::run);
        }
    }

    private synchronized boolean enter() {
        if (!closed) {
            inside++;
        }
        return !closed;
    }

    private synchronized Optional<Runnable> leave() {
        inside--;
        return inside == 0 ? last : Optional.empty();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Lets nothing pass any more, and runs {@code then} when nothing is inside: here, or on the thread that leaves last. */
    void close(Runnable then) {
        if (shut(then)) {
            then.run();
        }
    }

    /** True if nothing is inside. */
    private synchronized boolean shut(Runnable then) {
        closed = true;
        if (inside > 0) {
            last = Optional.of(then);
        }
        return inside == 0;
    }
}
