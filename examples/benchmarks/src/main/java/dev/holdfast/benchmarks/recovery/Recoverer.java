package dev.holdfast.benchmarks.recovery;

import com.typesafe.config.ConfigFactory;
import dev.holdfast.benchmarks.counter.Counter.Total;
import dev.holdfast.benchmarks.recovery.StumblingCounter.Stumble;
import dev.holdfast.runtime.ComponentRef;
import java.io.File;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.LoggerFactory;

/**
 * A process with little memory that recovers a counter: {@code SETTINGS ID EVENTS ROLL-BACKS}. Prints how many
 * nanoseconds the recovery took, from the first question to its answer, and then each roll-back; fails if the counter is
 * not what it should be.
 */
final class Recoverer {

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private Recoverer() {}

    public static void main(String[] arguments) {
        LoggerFactory.getILoggerFactory(); // before there are threads, or SLF4J complains
        long events = Long.parseLong(arguments[2]);
        ActorSystem<Void> system = Store.start(ConfigFactory.parseFile(new File(arguments[0])));
        ComponentRef counter = Store.counter(system, arguments[1]);
        for (int i = 0; i <= Integer.parseInt(arguments[3]); i++) {
            StumblingCounter.armed.set(i > 0);
            long begin = System.nanoTime();
            Total total =
                    counter.ask(new Stumble(), TIMEOUT).toCompletableFuture().join();
            System.out.println(System.nanoTime() - begin);
            if (total.count() != events) {
                throw new IllegalStateException("recovered " + total.count() + " of " + events + " events");
            }
        }
        Store.stop(system);
    }
}
