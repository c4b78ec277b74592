package dev.holdfast.testkit.node;

import dev.holdfast.host.ThreadSource;
import dev.holdfast.host.Workers;
import dev.holdfast.testkit.world.World;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;

/** A node's threads: each task is a step of the world, and of a group never more are under way than it has threads. */
final class SimulatedThreads implements ThreadSource {

    private final World world;
    private final int node;

    SimulatedThreads(World world, int node) {
        this.world = world;
        this.node = node;
    }

    @Override
    public Workers workers(String name, int threads) {
        return new Group(name, threads);
    }

    private final class Group implements Workers {

        private final String name;
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int free;
        private boolean closed;

        Group(String name, int threads) {
            this.name = name;
            free = threads;
        }

        @Override
        public void execute(Runnable task) {
            if (closed) {
                throw new RejectedExecutionException(name + " is closed");
            }
            world.checkThread();
            waiting.addLast(task);
            next();
        }

        private void next() {
            if (free > 0 && !waiting.isEmpty()) {
                free--;
                Runnable task = waiting.removeFirst();
                world.add(node, name, this, () -> run(task));
            }
        }

        private void run(Runnable task) {
            try {
                task.run();
            } finally {
                free++;
                next();
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
