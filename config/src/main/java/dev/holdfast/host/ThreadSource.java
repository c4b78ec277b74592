package dev.holdfast.host;

/**
 * Where threads come from. Nothing in Holdfast creates a thread or an executor but through this port, so that a
 * simulation can supply threads it schedules itself.
 *
 * <p>Implementations are safe for use by any thread.
 */
public interface ThreadSource {

    /**
     * Starts a group of threads that run the tasks given to it, in the order given when {@code threads} is 1. Nobody
     * ever interrupts these threads, so they may use a {@code FileChannel} (an interrupt would close it).
     *
     * @param name the threads' name prefix, as a thread dump will show it
     * @param threads how many, at least 1
     */
    Workers workers(String name, int threads);

    /** Threads of this JVM, as daemons. */
    static ThreadSource system() {
        return SystemThreads.INSTANCE;
    }
}
