package dev.holdfast.host;

import java.util.concurrent.Executor;

/**
 * A group of threads from a {@link ThreadSource}. The queue before them is not bounded here: whoever submits bounds
 * what it submits.
 *
 * <p>Safe for use by any thread.
 */
public interface Workers extends Executor, AutoCloseable {

    /**
     * Runs {@code task} on one of the threads. A fatal error out of it ends the JVM (see {@link FatalErrors}).
     *
     * @throws java.util.concurrent.RejectedExecutionException after {@link #close}
     */
    @Override
    void execute(Runnable task);

    /** Takes no more tasks; those already taken still run. Returns at once, without waiting for them. */
    @Override
    void close();
}
