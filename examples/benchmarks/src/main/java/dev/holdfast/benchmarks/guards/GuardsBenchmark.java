package dev.holdfast.benchmarks.guards;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.benchmarks.Medians;
import dev.holdfast.benchmarks.Scratch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What ring, invariants and dedup cost, each alone and together: as many processes, which differ in nothing else, take
 * turns, in another order each round. Printed are medians, and the medians of the rounds' ratios to the bare kernel.
 */
@Command(name = "guards", description = "A component with and without ring, invariants and dedup.")
public final class GuardsBenchmark implements Callable<Integer> {

    @Option(names = "--rounds", description = "Rounds that count; ${DEFAULT-VALUE}.")
    private int rounds = 31;

    @Option(names = "--warm-up", description = "Rounds before them, with at least 256 in flight; ${DEFAULT-VALUE}.")
    private int warmUp = 20;

    @Option(names = "--millis", description = "How long each runs in a round; ${DEFAULT-VALUE}.")
    private int millis = 250;

    @Option(names = "--in-flight", split = ",", description = "Commands in flight; 1,256.")
    private List<Integer> inFlight = List.of(1, 256);

    @Option(names = "--heap", description = "The processes' -Xmx; ${DEFAULT-VALUE}.")
    private String heap = "512m";

    /** What came of the rounds, in their order. */
    private record Runs(Map<Guards, List<Double>> rates, Map<Guards, List<Double>> cpuNanos) {

        Runs() {
            this(new EnumMap<>(Guards.class), new EnumMap<>(Guards.class));
        }

        void add(Guards guards, Site.Turn turn) {
            rates.computeIfAbsent(guards, key -> new ArrayList<>()).add(turn.rate());
            cpuNanos.computeIfAbsent(guards, key -> new ArrayList<>()).add(turn.cpuNanos());
        }
    }

    @Override
    public Integer call() throws Exception {
        List<Map<String, Object>> results = new ArrayList<>();
        List<Site> sites = new ArrayList<>();
        try (Scratch scratch = Scratch.create("guards")) {
            try {
                for (Guards guards : Guards.values()) {
                    sites.add(new Site(guards, scratch, heap));
                }
                for (int round = 0; round < warmUp; round++) {
                    for (Site site : sites) {
                        site.turn(Math.max(256, Collections.max(inFlight)), millis * 1_000_000L);
                    }
                }
                System.out.printf(
                        "%-10s%-18s%12s  %-22s%8s%14s%8s%n",
                        "in flight", "", "median/s", "range", "× bare", "CPU µs each", "× bare");
                for (int window : inFlight) {
                    Runs runs = measure(sites, window);
                    runs.rates.keySet().forEach(guards -> results.add(summary(window, guards, runs)));
                    System.out.println();
                }
            } finally {
                for (Site site : sites) {
                    site.close();
                }
            }
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("benchmark", "guards");
        all.put("rounds", rounds);
        all.put("millis", millis);
        all.put("processors", Runtime.getRuntime().availableProcessors());
        all.put("results", results);
        System.out.println(new ObjectMapper().writeValueAsString(all));
        return 0;
    }

    private Runs measure(List<Site> sites, int window) throws IOException {
        Runs runs = new Runs();
        List<Site> order = new ArrayList<>(sites);
        Random random = new Random(1);
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(order, random);
            for (Site site : order) {
                runs.add(site.guards(), site.turn(window, millis * 1_000_000L));
            }
        }
        return runs;
    }

    private static Map<String, Object> summary(int window, Guards guards, Runs runs) {
        List<Double> rates = runs.rates.getOrDefault(guards, List.of());
        List<Double> cpu = runs.cpuNanos.getOrDefault(guards, List.of());
        double toBare = Medians.ratio(rates, runs.rates.getOrDefault(Guards.NONE, List.of()));
        double cpuToBare = Medians.ratio(cpu, runs.cpuNanos.getOrDefault(Guards.NONE, List.of()));
        System.out.printf(
                "%-10d%-18s%,12.0f  %-22s%8.2f%14.1f%8.2f%n",
                window,
                guards.text(),
                Medians.of(rates),
                Medians.range(rates),
                toBare,
                Medians.of(cpu) / 1e3,
                cpuToBare);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("in_flight", window);
        summary.put("guards", guards.name().toLowerCase(Locale.ROOT));
        summary.put("per_s", Math.round(Medians.of(rates)));
        summary.put("to_bare", Math.round(100 * toBare) / 100.0);
        summary.put("cpu_to_bare", Math.round(100 * cpuToBare) / 100.0);
        return summary;
    }
}
