package dev.holdfast.persistence.log;

import java.io.IOException;

/**
 * Lets work that changes files in the background pass until the log is closed: nothing may touch the directory once its
 * lock is released. Safe for use by any thread.
 */
final class Gate {

    private boolean closed;

    /** What is to be done. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Does it, if the gate is open. */
    synchronized void pass(Work work) throws IOException {
        if (!closed) {
            work.run();
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Lets nothing pass any more; waits for what is under way. */
    synchronized void close() {
        closed = true;
    }
}
