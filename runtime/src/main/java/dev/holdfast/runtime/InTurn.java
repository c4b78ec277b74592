package dev.holdfast.runtime;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time, in their order, each on the thread of whoever finds nobody running them: an actor without a
 * thread of its own, so that giving it a task wakes nobody. Nobody waits for anybody, so tasks must be short. Safe for use
 * by any thread.
 */
final class InTurn {

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left = new AtomicInteger();

    /**
     * Runs the task now, or leaves it to the thread that is running others. When a task throws, those behind it are still
     * run, and whoever runs them gets what the first one threw.
     */
    void run(Runnable task) {
        tasks.add(task);
        if (left.getAndIncrement() == 0) {
            runAll();
        }
    }

    private void runAll() {
        @Nullable Throwable first = null;
        do {
            try {
                // each was added before it was counted
                Objects.requireNonNull(tasks.poll()).run();
            } catch (RuntimeException | Error e) {
                first = first == null ? e : first;
            }
        } while (left.decrementAndGet() > 0);
        if (first instanceof Error error) {
            throw error;
        } else if (first instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
