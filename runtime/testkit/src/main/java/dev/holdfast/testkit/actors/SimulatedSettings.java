package dev.holdfast.testkit.actors;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import dev.holdfast.testkit.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The configuration of an actor system in a world: any, but with every dispatcher, the scheduler and all mailboxes replaced. */
public final class SimulatedSettings {

    private static final Config BASE = ConfigFactory.parseString("""
            pekko {
              loglevel = OFF
              stdout-loglevel = OFF
              # an empty list would fall back to a logger whose start blocks
              loggers = ["org.apache.pekko.event.Logging$StandardOutLogger"]
              use-slf4j = off
              log-dead-letters = off
              jvm-shutdown-hooks = off
              jvm-exit-on-fatal-error = off
              coordinated-shutdown { run-by-jvm-shutdown-hook = off, exit-jvm = off }
              fail-mixed-versions = off
              # without Pekko's materializer and manifests, which take longer to start than most runs take
              library-extensions = ["org.apache.pekko.actor.typed.internal.adapter.ActorSystemAdapter$LoadTypedExtensions"]
              scheduler.implementation = "dev.holdfast.testkit.actors.SimulatedScheduler"
              actor.default-mailbox.mailbox-type = "dev.holdfast.testkit.actors.SimulatedMailbox"
              actor.mailbox.unbounded-deque-based.mailbox-type = "dev.holdfast.testkit.actors.SimulatedMailbox"
              actor.typed.default-mailbox.mailbox-type = "dev.holdfast.testkit.actors.SimulatedMailbox"
            }
            """);

    /** Putting one together takes longer than many a run. */
    private static final Map<Config, Config> COMPLETE = new ConcurrentHashMap<>();

    private SimulatedSettings() {}

    /** That of a node, with these settings before all others. */
    public static Config of(World world, int node, Config settings) {
        Config complete = COMPLETE.computeIfAbsent(
                settings,
                own -> withDispatchers(own.withFallback(BASE)
                        .withFallback(ConfigFactory.load())
                        .resolve()));
        return new Place(world, node).config().withFallback(complete);
    }

    private static Config withDispatchers(Config config) {
        StringBuilder replaced = new StringBuilder();
        for (String path : dispatchers(config.root(), "")) {
            replaced.append(path)
                    .append(" { type = Dispatcher, throughput = 1, throughput-deadline-time = 0ms, executor = \"")
                    .append(SimulatedExecutor.class.getName())
                    .append("\" }\n");
        }
        return ConfigFactory.parseString(replaced.toString()).withFallback(config);
    }

    /** Paths of all that looks like a dispatcher. */
    private static List<String> dispatchers(ConfigObject object, String path) {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(object).entrySet()) {
            if (entry.getValue() instanceof ConfigObject inner) {
                String name = ConfigUtil.quoteString(entry.getKey());
                String at = path.isEmpty() ? name : path + "." + name;
                found.addAll(isDispatcher(inner) ? List.of(at) : dispatchers(inner, at));
            }
        }
        return found;
    }

    private static boolean isDispatcher(ConfigObject object) {
        ConfigValue type = object.get("type");
        boolean typed = type != null && String.valueOf(type.unwrapped()).endsWith("Dispatcher");
        return typed || object.containsKey("executor");
    }
}
