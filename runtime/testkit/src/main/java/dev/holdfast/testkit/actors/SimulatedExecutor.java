package dev.holdfast.testkit.actors;

import com.typesafe.config.Config;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.dispatch.Mailbox;

/** The threads of every dispatcher: each task is one step of the world. */
public final class SimulatedExecutor extends ExecutorServiceConfigurator {

    /** Of a dispatcher: how many threads it has. */
    static final String THREADS = "simulated-threads";

    private final Place place;
    private final int threads;

    /** Called by Pekko. */
    public SimulatedExecutor(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        place = ((SimulatedScheduler) prerequisites.scheduler()).place();
        threads = config.getInt(THREADS);
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory factory) {
        return () -> new Steps(place, id, threads);
    }

    /** A task that stops in the middle keeps a thread; while all are kept, the others wait. */
    private static final class Steps extends AbstractExecutorService {
        private final Place place;
        private final String name;
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int free;
        private boolean down;

        Steps(Place place, String name, int threads) {
            this.place = place;
            this.name = name;
            this.free = threads;
        }

        /** What an actor does is traced message by message, by its mailbox. */
        @Override
        public void execute(Runnable task) {
            Runnable step = () -> run(task);
            if (task instanceof Mailbox) {
                place.world().add(place.node(), "", task, step);
            } else {
                place.world().add(place.node(), name, step);
            }
        }

        private void run(Runnable task) {
            if (free == 0) {
                place.world().note(name, "has no thread for it");
                waiting.addLast(task);
                return;
            }
            free--;
            try {
                task.run();
            } finally {
                free++;
                Runnable next = waiting.pollFirst();
                if (next != null) {
                    execute(next);
                }
            }
        }

        @Override
        public void shutdown() {
            down = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            down = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return down;
        }

        @Override
        public boolean isTerminated() {
            return down;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return down;
        }
    }
}
