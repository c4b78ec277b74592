package dev.holdfast.benchmarks.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdfast.benchmarks.counter.AskLoop;
import dev.holdfast.benchmarks.counter.Counter;
import dev.holdfast.benchmarks.counter.CounterBehavior;
import dev.holdfast.benchmarks.counter.CounterComponent;
import dev.holdfast.runtime.ComponentRef;
import dev.holdfast.runtime.Holdfast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor system on one journal, and what can be done to it. */
final class Site implements AutoCloseable {

    private static final Config SETTINGS = ConfigFactory.parseString("""
            pekko.loglevel = WARNING
            pekko.log-dead-letters = off
            pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            pekko.loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
            pekko.logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
            pekko.actor.serialization-bindings."dev.holdfast.benchmarks.counter.Counter$Added" = jackson-cbor
            pekko.persistence.max-concurrent-recoveries = 500
            pekko.persistence.snapshot-store.plugin = "pekko.persistence.no-snapshot-store"
            pekko.persistence.typed { stash-capacity = 4096, stash-overflow-strategy = fail, log-stashing = off }
            """);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ActorSystem<Void> system;
    private final Map<String, ActorRef<Stint>> writers = new HashMap<>();
    private final Map<Integer, ActorRef<CounterBehavior.Add>> behaviors = new HashMap<>();

    Site(String name, Config journal) {
        system = ActorSystem.create(
                Behaviors.empty(), name, journal.withFallback(SETTINGS).withFallback(ConfigFactory.load()));
    }

    /** Events per second through Pekko, of so many actors that each persist one batch after the other. */
    double write(int actors, int batch, long nanos) {
        Stint stint = new Stint(actors, nanos);
        for (int i = 0; i < actors; i++) {
            String id = "writer-" + batch + "-" + i;
            writers.computeIfAbsent(id, key -> system.systemActorOf(Writer.create(key, batch), key, Props.empty()))
                    .tell(stint);
        }
        return stint.rate();
    }

    /** Commands per second of so many EventSourcedBehaviors, each with so many commands in flight. */
    double behaviors(int actors, int inFlight, long nanos) {
        return ask(actors, inFlight, nanos, i -> {
            ActorRef<CounterBehavior.Add> behavior = behaviors.computeIfAbsent(
                    i, key -> system.systemActorOf(new CounterBehavior("esb-" + key), "esb-" + key, Props.empty()));
            Function<ActorRef<Counter.Total>, CounterBehavior.Add> add =
                    replyTo -> new CounterBehavior.Add(1, Counter.NOTE, replyTo);
            return () -> AskPattern.ask(behavior, add::apply, TIMEOUT, system.scheduler());
        });
    }

    /** Commands per second of so many components, each with so many commands in flight. */
    double components(int actors, int inFlight, long nanos) {
        Holdfast holdfast = Holdfast.get(system).start(CounterComponent.COUNTER);
        return ask(actors, inFlight, nanos, i -> {
            ComponentRef component = holdfast.component(CounterComponent.COUNTER, String.valueOf(i));
            return () -> component.ask(new CounterComponent.Add(1, Counter.NOTE), TIMEOUT);
        });
    }

    private static double ask(
            int actors, int inFlight, long nanos, IntFunction<Supplier<CompletionStage<Counter.Total>>> asker) {
        List<CompletableFuture<Double>> loops = new ArrayList<>();
        for (int i = 0; i < actors; i++) {
            loops.add(AskLoop.start(asker.apply(i), inFlight, nanos));
        }
        return loops.stream().mapToDouble(CompletableFuture::join).sum();
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
