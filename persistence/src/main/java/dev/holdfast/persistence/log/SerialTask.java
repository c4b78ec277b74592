package dev.holdfast.persistence.log;

import dev.holdfast.host.Workers;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A task that runs on a worker when somebody calls for it, never twice at once, and once more after the last call. So no
 * thread waits for work, and a simulation that runs the workers sees every run as one step. Safe for any thread.
 */
final class SerialTask {

    private final Workers worker;
    private final Runnable task;
    private final AtomicInteger calls = new AtomicInteger();

    SerialTask(Workers worker, Runnable task) {
        this.worker = worker;
        this.task = task;
    }

    /** Makes sure that the task begins after this call; without effect after {@link #end}. */
    void call() {
        if (calls.getAndIncrement() == 0) {
            execute();
        }
    }

    private void execute() {
        try {
            worker.execute(this::run);
        } catch (RejectedExecutionException ended) {
            // whoever ended it left nothing to do
        }
    }

    private void run() {
        int answered = calls.get();
        try {
            task.run();
        } finally {
            if (calls.addAndGet(-answered) != 0) {
                execute();
            }
        }
    }

    /** It runs no more. */
    void end() {
        worker.close();
    }
}
