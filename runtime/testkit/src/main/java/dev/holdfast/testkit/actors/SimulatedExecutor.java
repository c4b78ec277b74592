package dev.holdfast.testkit.actors;

import com.typesafe.config.Config;
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

    private final Place place;

    /** Called by Pekko. */
    public SimulatedExecutor(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        place = ((SimulatedScheduler) prerequisites.scheduler()).place();
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
        return () -> new Steps(place, id);
    }

    private static final class Steps extends AbstractExecutorService {

        private final Place place;
        private final String name;
        private boolean down;

        Steps(Place place, String name) {
            this.place = place;
            this.name = name;
        }

        /** What an actor does is traced message by message, by its mailbox. */
        @Override
        public void execute(Runnable task) {
            place.world().add(place.node(), task instanceof Mailbox ? "" : name, task);
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
