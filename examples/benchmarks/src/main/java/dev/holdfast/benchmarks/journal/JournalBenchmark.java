package dev.holdfast.benchmarks.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.holdfast.benchmarks.Medians;
import dev.holdfast.benchmarks.Scratch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Events per second through Pekko on our journal, on Pekko's in-memory journal and on PostgreSQL; and commands per second of
 * a hundred components beside as many EventSourcedBehaviors. In each round every side runs in turn.
 */
@Command(name = "journal", description = "The journal plugin and the kernel beside in-memory journal and PostgreSQL.")
public final class JournalBenchmark implements Callable<Integer> {

    private static final int ACTORS = 100;
    private static final int IN_FLIGHT = 16;

    @Option(names = "--rounds", description = "Rounds that count; ${DEFAULT-VALUE}.")
    private int rounds = 9;

    @Option(names = "--warm-up", description = "Rounds before them; ${DEFAULT-VALUE}.")
    private int warmUp = 4;

    @Option(names = "--millis", description = "How long each runs in a round; ${DEFAULT-VALUE}.")
    private int millis = 500;

    @Option(names = "--only", split = ",", description = "What is measured: ${COMPLETION-CANDIDATES}; all.")
    private List<What> only = List.of(What.values());

    /** What is measured. */
    enum What {
        ONE_ACTOR,
        HUNDRED_ACTORS,
        BATCHES,
        KERNELS
    }

    /** What is measured on one side, by name. */
    private record Side(String name, Site site) {}

    @Override
    public Integer call() throws Exception {
        List<Map<String, Object>> results = new ArrayList<>();
        long nanos = millis * 1_000_000L;
        try (Scratch scratch = Scratch.create("journal");
                Database database = new Database(scratch.directory("postgresql"));
                Site log = new Site("log", embedded(scratch));
                Site memory = new Site("memory", inMemory(false));
                Site serializing = new Site("serializing", inMemory(true));
                Site postgresql = new Site("postgresql", database.config())) {
            List<Side> sides = List.of(
                    new Side("holdfast", log),
                    new Side("in_memory", memory),
                    new Side("in_memory_serialized", serializing),
                    new Side("postgresql", postgresql));
            for (What what : only) {
                results.add(
                        switch (what) {
                            case ONE_ACTOR -> compare("1 actor, events", sides, site -> site.write(1, 1, nanos));
                            case HUNDRED_ACTORS ->
                                compare("100 actors, events", sides, site -> site.write(ACTORS, 1, nanos));
                            case BATCHES ->
                                compare("16 actors x batches of 16, events", sides, site -> site.write(16, 16, nanos));
                            case KERNELS -> compareKernel(sides, log, nanos);
                        });
            }
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("benchmark", "journal");
        all.put("rounds", rounds);
        all.put("millis", millis);
        all.put("processors", Runtime.getRuntime().availableProcessors());
        all.put("results", results);
        System.out.println(new ObjectMapper().writeValueAsString(all));
        return 0;
    }

    private static Config embedded(Scratch scratch) throws java.io.IOException {
        String directory = scratch.directory("log").toString();
        return ConfigFactory.parseString("pekko.persistence.journal.plugin = holdfast.persistence.journal")
                .withValue("holdfast.persistence.mirrors", ConfigValueFactory.fromIterable(List.of(directory)));
    }

    /** Pekko's in-memory journal keeps the events as they are, unless it is told to serialize them as others must. */
    private static Config inMemory(boolean serializes) {
        return ConfigFactory.parseString("""
                pekko.persistence.journal.plugin = pekko.persistence.journal.inmem
                pekko.persistence.journal.inmem.test-serialization = %s
                """.formatted(serializes));
    }

    private Map<String, Object> compare(String title, List<Side> sides, ToDoubleFunction<Site> work) {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = -warmUp; round < rounds; round++) {
            for (Side side : sides) {
                add(rates, round, side.name, work.applyAsDouble(side.site));
            }
        }
        return report(title, rates);
    }

    private Map<String, Object> compareKernel(List<Side> sides, Site log, long nanos) {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = -warmUp; round < rounds; round++) {
            add(rates, round, "holdfast", log.components(ACTORS, IN_FLIGHT, nanos));
            for (Side side : sides) {
                add(rates, round, "esb_on_" + side.name, side.site.behaviors(ACTORS, IN_FLIGHT, nanos));
            }
        }
        return report("100 components x 16 in flight, commands", rates);
    }

    private static void add(Map<String, List<Double>> rates, int round, String name, double rate) {
        List<Double> own = rates.computeIfAbsent(name, key -> new ArrayList<>());
        if (round >= 0) {
            own.add(rate);
        }
    }

    private static Map<String, Object> report(String title, Map<String, List<Double>> rates) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("what", title);
        List<Double> ours = rates.getOrDefault("holdfast", List.of());
        System.out.println(title + " per second");
        rates.forEach((name, own) -> {
            double ratio = Medians.ratio(ours, own);
            System.out.printf(
                    "  %-20s%,12.0f  %-24s holdfast is %.2f times that%n",
                    name, Medians.of(own), Medians.range(own), ratio);
            result.put(name + "_per_s", Math.round(Medians.of(own)));
            if (!name.equals("holdfast")) {
                result.put("holdfast_to_" + name, Math.round(100 * ratio) / 100.0);
            }
        });
        System.out.println();
        return result;
    }
}
