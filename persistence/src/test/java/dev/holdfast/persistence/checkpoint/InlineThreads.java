package dev.holdfast.persistence.checkpoint;

import dev.holdfast.host.Clock;
import dev.holdfast.host.Entropy;
import dev.holdfast.host.Host;
import dev.holdfast.host.ThreadSource;
import dev.holdfast.host.Workers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;

/** Tasks run on the test's own thread, at once, or when the test lets them. For one thread. */
final class InlineThreads implements ThreadSource {

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean held;

    Host host() {
        return new Host(Clock.system(), this, Entropy.system());
    }

    /** Keeps tasks back until {@link #release}. */
    void hold() {
        held = true;
    }

    /** Runs what was kept back, and everything from now on at once. */
    void release() {
        held = false;
        for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
            task.run();
        }
    }

    @Override
    public Workers workers(String name, int threads) {
        return new Workers() {
            private boolean closed;

            @Override
            public void execute(Runnable task) {
                if (closed) {
                    throw new RejectedExecutionException(name + " is closed");
                }
                if (held) {
                    waiting.add(task);
                } else {
                    task.run();
                }
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }
}
