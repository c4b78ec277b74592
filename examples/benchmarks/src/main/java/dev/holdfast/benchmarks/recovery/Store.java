package dev.holdfast.benchmarks.recovery;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import dev.holdfast.benchmarks.counter.Counter;
import dev.holdfast.benchmarks.counter.CounterComponent.Add;
import dev.holdfast.runtime.ComponentRef;
import dev.holdfast.runtime.Holdfast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A journal that this process fills and others recover from. No state is kept anywhere: each recovery folds it all. */
final class Store {

    private static final Config SETTINGS = ConfigFactory.parseString("""
            pekko.loglevel = WARNING
            pekko.log-dead-letters = off
            pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            pekko.loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
            pekko.logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
            holdfast.segments.default {
              checkpoint.every = off
              ring.every = off
              intensity.restarts = 10000
              backoff { min = 1ms, max = 1ms }
              recovery = [{ on = crash, do = [roll-back] }]
            }
            """);

    private static final int IN_FLIGHT = 512;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final String name;
    private final Config config;

    Store(String name, Config journal) {
        this.name = name;
        this.config = journal.withFallback(SETTINGS);
    }

    String name() {
        return name;
    }

    /** Puts so many events into the counter of this name. */
    void fill(String id, int events) throws InterruptedException {
        ActorSystem<Void> system = start(config);
        try {
            ComponentRef counter = counter(system, id);
            Semaphore room = new Semaphore(IN_FLIGHT);
            ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < events && errors.isEmpty(); i++) {
                room.acquire();
                CompletionStage<Counter.Total> unused = counter.ask(new Add(1, Counter.NOTE), TIMEOUT)
                        .whenComplete((total, error) -> {
                            if (error != null) {
                                errors.add(error);
                            }
                            room.release();
                        });
            }
            room.acquire(IN_FLIGHT);
            if (!errors.isEmpty()) {
                throw new IllegalStateException("filling " + name + " failed", errors.peek());
            }
        } finally {
            stop(system);
        }
    }

    /** Writes the settings where another process finds them. */
    Path settings(Path directory) throws IOException {
        return Files.writeString(
                directory.resolve(name + ".conf"), config.root().render(ConfigRenderOptions.concise()));
    }

    static ActorSystem<Void> start(Config config) {
        return ActorSystem.create(Behaviors.empty(), "recovery", config.withFallback(ConfigFactory.load()));
    }

    static ComponentRef counter(ActorSystem<Void> system, String id) {
        return Holdfast.get(system).start(StumblingCounter.COUNTER).component(StumblingCounter.COUNTER, id);
    }

    static void stop(ActorSystem<Void> system) {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
