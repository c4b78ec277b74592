package dev.holdfast.benchmarks.recovery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.holdfast.benchmarks.Medians;
import dev.holdfast.benchmarks.Scratch;
import dev.holdfast.benchmarks.journal.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long a component takes to recover from its whole journal, without checkpoint, in a process with little memory that has
 * just started; and how long the same component takes to roll back there, by folding its journal anew. Each round is a new
 * process. Printed are medians.
 */
@Command(name = "recovery", description = "Recovery and roll-back of long journals in little memory.")
public final class RecoveryBenchmark implements Callable<Integer> {

    @Option(names = "--rounds", description = "Processes for each line; ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(names = "--events", description = "Events of the component that recovers; ${DEFAULT-VALUE}.")
    private int events = 1_000_000;

    @Option(names = "--roll-back-events", description = "Events of the one that rolls back; ${DEFAULT-VALUE}.")
    private int rollBackEvents = 100_000;

    @Option(names = "--roll-backs", description = "Roll-backs in each process; ${DEFAULT-VALUE}.")
    private int rollBacks = 5;

    @Option(names = "--heap", description = "The processes' -Xmx; ${DEFAULT-VALUE}.")
    private String heap = "128m";

    @Option(names = "--only", split = ",", description = "Journals: ${COMPLETION-CANDIDATES}; all.")
    private List<Kind> only = List.of(Kind.values());

    /** Which journal. */
    enum Kind {
        HOLDFAST,
        POSTGRESQL
    }

    @Override
    public Integer call() throws Exception {
        List<Map<String, Object>> results = new ArrayList<>();
        try (Scratch scratch = Scratch.create("recovery")) {
            System.out.printf("%-12s%-12s%12s%12s%14s%n", "journal", "", "events", "median s", "events/s");
            for (Kind kind : only) {
                switch (kind) {
                    case HOLDFAST -> results.addAll(measure(scratch, new Store("holdfast", embedded(scratch))));
                    case POSTGRESQL -> {
                        try (Database database = new Database(scratch.directory("postgresql"))) {
                            results.addAll(measure(scratch, new Store("postgresql", inDatabase(database))));
                        }
                    }
                }
            }
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("benchmark", "recovery");
        all.put("rounds", rounds);
        all.put("heap", heap);
        all.put("processors", Runtime.getRuntime().availableProcessors());
        all.put("results", results);
        System.out.println(new ObjectMapper().writeValueAsString(all));
        return 0;
    }

    private static Config embedded(Scratch scratch) throws IOException {
        return ConfigFactory.empty()
                .withValue(
                        "holdfast.persistence.mirrors",
                        ConfigValueFactory.fromIterable(
                                List.of(scratch.directory("log").toString())));
    }

    private static Config inDatabase(Database database) {
        return ConfigFactory.parseString(
                        "holdfast.runtime { journal-plugin = jdbc-journal, read-journal-plugin = jdbc-read-journal }")
                .withFallback(database.config());
    }

    private List<Map<String, Object>> measure(Scratch scratch, Store store) throws Exception {
        store.fill("long", events);
        store.fill("short", rollBackEvents);
        Path settings = store.settings(scratch.path());
        List<Double> recoveries = new ArrayList<>();
        List<Double> rolledBack = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            recoveries.add(recover(settings, "long", events, 0).get(0));
            List<Double> times = recover(settings, "short", rollBackEvents, rollBacks);
            rolledBack.addAll(times.subList(1, times.size()));
        }
        return List.of(
                summary(store, "recovery", events, recoveries),
                summary(store, "roll-back", rollBackEvents, rolledBack));
    }

    private static Map<String, Object> summary(Store store, String what, int count, List<Double> seconds) {
        double median = Medians.of(seconds);
        System.out.printf("%-12s%-12s%,12d%12.2f%,14.0f%n", store.name(), what, count, median, count / median);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("journal", store.name());
        summary.put("what", what);
        summary.put("events", count);
        summary.put("seconds", Math.round(1000 * median) / 1000.0);
        summary.put("events_per_s", Math.round(count / median));
        return summary;
    }

    /** Seconds of the recovery, then of each roll-back, in a process of its own. */
    private List<Double> recover(Path settings, String id, int count, int times) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Recoverer.class.getName(),
                        settings.toString(),
                        id,
                        String.valueOf(count),
                        String.valueOf(times))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("recovering " + id + " failed with status " + process.exitValue());
        }
        return output.lines().map(nanos -> Long.parseLong(nanos) / 1e9).toList();
    }
}
