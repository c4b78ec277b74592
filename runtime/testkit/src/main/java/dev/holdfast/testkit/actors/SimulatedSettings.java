package dev.holdfast.testkit.actors;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import dev.holdfast.testkit.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The configuration of an actor system in a world: any, but with every dispatcher, the scheduler and the usual mailboxes replaced. */
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

    /** Threads of a dispatcher that does not say how many: as many as Pekko's default dispatcher has on a small machine. */
    private static final int UNNAMED = 8;

    /** Processors of the machine, for dispatchers whose threads are so many for each. */
    private static final int PROCESSORS = 2;

    private static final int MOST_KEPT = 64;

    /** Putting one together takes longer than many a run. */
    private static final Map<Settings, Config> COMPLETE = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Settings, Config> eldest) {
            return size() > MOST_KEPT;
        }
    });

    /**
     * What a node's configuration is made of.
     *
     * @param own its own
     * @param properties those of the system, which are the same object until they are read anew
     */
    private record Settings(Config own, Config properties) {
        @Override
        @SuppressWarnings("ReferenceEquality") // they are many, and compared for every node that starts
        public boolean equals(Object other) {
            return other instanceof Settings settings && properties == settings.properties && own.equals(settings.own);
        }

        @Override
        public int hashCode() {
            return own.hashCode();
        }
    }

    private SimulatedSettings() {}

    /** That of a node, with these settings before all others. */
    public static Config of(World world, int node, Config settings) {
        Settings key = new Settings(settings, ConfigFactory.systemProperties());
        Config known = COMPLETE.get(key);
        Config complete = known == null ? withDispatchers(complete(settings)) : known; // not under the map's lock
        COMPLETE.put(key, complete);
        return new Place(world, node).config().withFallback(complete);
    }

    /** What defaults say of other settings is resolved last, so that it is of the node's own. */
    private static Config complete(Config own) {
        return own.withFallback(BASE)
                .withFallback(ConfigFactory.defaultOverrides())
                .withFallback(ConfigFactory.defaultApplication())
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
    }

    private static Config withDispatchers(Config config) {
        StringBuilder replaced = new StringBuilder();
        for (String path : dispatchers(config.root(), "")) {
            replaced.append(path)
                    .append(" { type = Dispatcher, throughput = 1, throughput-deadline-time = 0ms, executor = \"")
                    .append(SimulatedExecutor.class.getName())
                    .append("\", ")
                    .append(SimulatedExecutor.THREADS)
                    .append(" = ")
                    .append(threads(config.getConfig(path)))
                    .append(" }\n");
        }
        return ConfigFactory.parseString(replaced.toString()).withFallback(config);
    }

    /** How many threads such a dispatcher has on the simulated machine; one of which each actor has its own has no limit. */
    private static int threads(Config dispatcher) {
        String executor = dispatcher.hasPath("executor") ? dispatcher.getString("executor") : "default-executor";
        boolean pinned =
                dispatcher.hasPath("type") && dispatcher.getString("type").equals("PinnedDispatcher");
        if (pinned) {
            return Integer.MAX_VALUE;
        }
        return switch (executor) {
            case "thread-pool-executor" -> poolSize(dispatcher, "thread-pool-executor", "core-pool-size");
            case "fork-join-executor" -> poolSize(dispatcher, "fork-join-executor", "parallelism");
            default -> UNNAMED;
        };
    }

    private static int poolSize(Config dispatcher, String executor, String size) {
        Config pool = dispatcher.hasPath(executor) ? dispatcher.getConfig(executor) : ConfigFactory.empty();
        if (pool.hasPath("fixed-pool-size")
                && !pool.getString("fixed-pool-size").equals("off")) {
            return pool.getInt("fixed-pool-size");
        }
        if (!pool.hasPath(size + "-min") || !pool.hasPath(size + "-factor") || !pool.hasPath(size + "-max")) {
            return UNNAMED; // what it does not say it has of Pekko's default
        }
        int wanted = (int) Math.ceil(PROCESSORS * pool.getDouble(size + "-factor"));
        return Math.max(pool.getInt(size + "-min"), Math.min(wanted, pool.getInt(size + "-max")));
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
