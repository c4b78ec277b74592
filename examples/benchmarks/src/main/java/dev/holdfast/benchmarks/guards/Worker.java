package dev.holdfast.benchmarks.guards;

import com.sun.management.OperatingSystemMXBean;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.holdfast.benchmarks.counter.AskLoop;
import dev.holdfast.benchmarks.counter.Counter;
import dev.holdfast.benchmarks.counter.Counter.Added;
import dev.holdfast.benchmarks.counter.CounterComponent.Add;
import dev.holdfast.component.Component;
import dev.holdfast.runtime.ComponentRef;
import dev.holdfast.runtime.Holdfast;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.LoggerFactory;

/**
 * A process with one component: {@code GUARDS DIRECTORY}. For each line {@code IN-FLIGHT NANOS} that it reads it asks the
 * component for so long, and prints commands per second and nanoseconds of processor time per command.
 */
final class Worker {

    private static final String SETTINGS = """
            pekko.loglevel = WARNING
            pekko.log-dead-letters = off
            pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            pekko.loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
            pekko.logging-filter = "org.apache.pekko.event.slf4j.Slf4jLoggingFilter"
            """;

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Worker() {}

    public static void main(String[] arguments) throws IOException {
        LoggerFactory.getILoggerFactory(); // before there are threads, or SLF4J complains
        Guards guards = Guards.valueOf(arguments[0]);
        Config config = ConfigFactory.empty()
                .withValue("holdfast.persistence.mirrors", ConfigValueFactory.fromIterable(List.of(arguments[1])))
                .withFallback(guards.settings())
                .withFallback(ConfigFactory.parseString(SETTINGS))
                .withFallback(ConfigFactory.load());
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "guards", config);
        Component<Counter, Added> component = guards.component();
        ComponentRef counter = Holdfast.get(system).start(component).component(component, "1");
        Scanner orders = new Scanner(System.in, StandardCharsets.UTF_8);
        while (orders.hasNextInt()) {
            run(counter, orders.nextInt(), orders.nextLong());
        }
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    private static void run(ComponentRef counter, int inFlight, long nanos) {
        long begin = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        double rate = AskLoop.rate(() -> counter.ask(new Add(1, Counter.NOTE)), inFlight, nanos);
        double commands = rate * (System.nanoTime() - begin) / 1e9;
        System.out.println(rate + " " + (SYSTEM.getProcessCpuTime() - cpu) / commands);
    }
}
