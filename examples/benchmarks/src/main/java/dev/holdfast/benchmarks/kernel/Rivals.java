package dev.holdfast.benchmarks.kernel;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.holdfast.benchmarks.counter.AskLoop;
import dev.holdfast.benchmarks.counter.Counter;
import dev.holdfast.benchmarks.counter.CounterBehavior;
import dev.holdfast.benchmarks.counter.CounterComponent;
import dev.holdfast.runtime.ComponentRef;
import dev.holdfast.runtime.Holdfast;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Both counters, in one actor system, on one log and one dispatcher; they never run at the same time. */
final class Rivals implements AutoCloseable {

    private static final String SETTINGS = """
            pekko.loglevel = WARNING
            pekko.log-dead-letters = off
            pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            pekko.loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
            pekko.logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
            pekko.actor.serialization-bindings."dev.holdfast.benchmarks.counter.Counter$Added" = jackson-cbor
            pekko.persistence.snapshot-store.plugin = "pekko.persistence.no-snapshot-store"
            pekko.persistence.journal.plugin = "holdfast.persistence.journal"
            pekko.persistence.typed { stash-capacity = 4096, stash-overflow-strategy = fail, log-stashing = off }
            """;

    private static final String WORK_DISPATCHER = "holdfast.runtime.dispatchers.work";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ActorSystem<Void> system;
    private final ComponentRef component;
    private final ActorRef<CounterBehavior.Add> behavior;
    private int drivers;

    Rivals(Path directory) {
        Config config = ConfigFactory.parseString(SETTINGS)
                .withValue(
                        "holdfast.persistence.mirrors", ConfigValueFactory.fromIterable(List.of(directory.toString())))
                .withFallback(ConfigFactory.load());
        system = ActorSystem.create(Behaviors.empty(), "kernel", config);
        component = Holdfast.get(system).start(CounterComponent.COUNTER).component(CounterComponent.COUNTER, "1");
        behavior = system.systemActorOf(new CounterBehavior("esb"), "esb", work());
    }

    /** Commands per second of the EventSourcedBehavior, driven by an actor on the same dispatcher. */
    double behaviorTold(int inFlight, long nanos) {
        CompletableFuture<Double> rate = new CompletableFuture<>();
        system.systemActorOf(Driver.create(behavior, inFlight, nanos, rate), "driver-" + ++drivers, work());
        return rate.join();
    }

    /** Commands per second of the EventSourcedBehavior, asked from outside of actors. */
    double behaviorAsked(int inFlight, long nanos) {
        return AskLoop.rate(
                () -> AskPattern.<CounterBehavior.Add, Counter.Total>ask(
                        behavior,
                        replyTo -> new CounterBehavior.Add(1, Counter.NOTE, replyTo),
                        TIMEOUT,
                        system.scheduler()),
                inFlight,
                nanos);
    }

    /** Commands per second of the Holdfast component, asked from outside of actors. */
    double componentAsked(int inFlight, long nanos) {
        return AskLoop.rate(() -> component.ask(new CounterComponent.Add(1, Counter.NOTE)), inFlight, nanos);
    }

    private static DispatcherSelector work() {
        return DispatcherSelector.fromConfig(WORK_DISPATCHER);
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
