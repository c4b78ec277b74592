package dev.holdfast.benchmarks.kernel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.holdfast.benchmarks.BareDisk;
import dev.holdfast.benchmarks.Medians;
import dev.holdfast.benchmarks.Scratch;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.persistence.entry.StoredEntry;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One component beside an EventSourcedBehavior and the bare disk: same payload, serializer, dispatcher, journal. Each
 * round lets everybody run in turn, in another order each time. Before the rounds that count there are rounds to warm up,
 * with many in flight, so that all code is compiled. Printed are medians and median ratios; and the processor time of the
 * whole process per command, which says more than rates do when the machine is not ours alone.
 */
@Command(name = "kernel", description = "One component beside Pekko's EventSourcedBehavior and the bare disk.")
public final class KernelBenchmark implements Callable<Integer> {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    @Option(names = "--rounds", description = "Rounds that count; ${DEFAULT-VALUE}.")
    private int rounds = 21;

    @Option(names = "--warm-up", description = "Rounds before them, with at least 256 in flight; ${DEFAULT-VALUE}.")
    private int warmUp = 12;

    @Option(names = "--millis", description = "How long each runs in a round; ${DEFAULT-VALUE}.")
    private int millis = 250;

    @Option(names = "--in-flight", split = ",", description = "Commands in flight; 1,256.")
    private List<Integer> inFlight = List.of(1, 256);

    @Option(names = "--only", split = ",", description = "Who runs: ${COMPLETION-CANDIDATES}; all.")
    private List<Who> only = List.of(Who.values());

    /** Who runs. */
    enum Who {
        ESB("EventSourcedBehavior, told by an actor"),
        ESB_ASKED("EventSourcedBehavior, asked"),
        HOLDFAST("Holdfast component, asked"),
        BARE("bare write and force");

        private final String text;

        Who(String text) {
            this.text = text;
        }
    }

    /** What came of the rounds, in their order. */
    private record Runs(Map<Who, List<Double>> rates, Map<Who, List<Double>> cpuMicros) {

        void add(Who who, double rate, double micros) {
            rates.computeIfAbsent(who, key -> new ArrayList<>()).add(rate);
            cpuMicros.computeIfAbsent(who, key -> new ArrayList<>()).add(micros);
        }
    }

    @Override
    public Integer call() throws Exception {
        List<Map<String, Object>> results = new ArrayList<>();
        try (Scratch scratch = Scratch.create("kernel");
                Rivals rivals = new Rivals(scratch.directory("log"));
                BareDisk disk = new BareDisk(scratch.path().resolve("bare"))) {
            System.out.printf(
                    "%-10s%-40s%12s  %-22s%8s%10s%9s%12s%n",
                    "in flight", "", "median/s", "range", "× ESB", "× asked", "× bare", "CPU µs each");
            for (int round = 0; round < warmUp; round++) {
                for (Who who : only) {
                    run(who, rivals, disk, Math.max(256, Collections.max(inFlight)));
                }
            }
            for (int window : inFlight) {
                Runs runs = measure(rivals, disk, window);
                print(window, runs);
                results.add(summary(window, runs.rates));
            }
        }
        System.out.println(json(results));
        return 0;
    }

    private Runs measure(Rivals rivals, BareDisk disk, int window) throws Exception {
        Runs runs = new Runs(new EnumMap<>(Who.class), new EnumMap<>(Who.class));
        List<Who> order = new ArrayList<>(only);
        Random random = new Random(1);
        for (int round = 0; round < rounds; round++) {
            Collections.shuffle(order, random);
            for (Who who : order) {
                long begin = System.nanoTime();
                long cpu = SYSTEM.getProcessCpuTime();
                double rate = run(who, rivals, disk, window);
                double commands = rate * (System.nanoTime() - begin) / 1e9;
                runs.add(who, rate, (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / commands);
            }
        }
        return runs;
    }

    private double run(Who who, Rivals rivals, BareDisk disk, int window) throws Exception {
        long nanos = millis * 1_000_000L;
        return switch (who) {
            case ESB -> rivals.behaviorTold(window, nanos);
            case ESB_ASKED -> rivals.behaviorAsked(window, nanos);
            case HOLDFAST -> rivals.componentAsked(window, nanos);
            case BARE -> disk.rate(window, entryBytes(window), nanos);
        };
    }

    /** How many bytes an entry with so many of our outcomes takes, about. */
    private static int entryBytes(int outcomes) {
        Encoded event = new Encoded("added", 1, new byte[95]);
        Encoded reply = new Encoded("add-reply", 1, new byte[20]);
        Outcome.Result result = new Outcome.Completed(List.of(event), reply, List.of());
        Outcome outcome = new Outcome("client", 1, 1, Instant.EPOCH, 0, Instant.EPOCH, 0, result);
        Entry entry = new Entry(1, Instant.EPOCH, new Entry.Committed(Collections.nCopies(outcomes, outcome)));
        return StoredEntry.encode(HistoryHash.NONE, 1, entry, Set.of()).bytes().length;
    }

    private static void print(int window, Runs runs) {
        runs.rates.forEach((who, own) -> System.out.printf(
                "%-10d%-40s%,12.0f  %-22s%8s%10s%9s%12.1f%n",
                window,
                who.text,
                Medians.of(own),
                Medians.range(own),
                ratio(own, runs.rates, Who.ESB),
                ratio(own, runs.rates, Who.ESB_ASKED),
                ratio(own, runs.rates, Who.BARE),
                Medians.of(runs.cpuMicros.getOrDefault(who, List.of(0.0)))));
        System.out.println();
    }

    private static String ratio(List<Double> own, Map<Who, List<Double>> rates, Who to) {
        List<Double> other = rates.get(to);
        return other == null ? "" : String.format("%.2f", Medians.ratio(own, other));
    }

    private static Map<String, Object> summary(int window, Map<Who, List<Double>> rates) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("in_flight", window);
        rates.forEach((who, own) -> summary.put(key(who) + "_per_s", Math.round(Medians.of(own))));
        List<Double> holdfast = rates.get(Who.HOLDFAST);
        if (holdfast != null) {
            Arrays.stream(Who.values())
                    .filter(who -> who != Who.HOLDFAST && rates.containsKey(who))
                    .forEach(who -> summary.put(
                            "holdfast_to_" + key(who),
                            Math.round(100 * Medians.ratio(holdfast, rates.getOrDefault(who, List.of()))) / 100.0));
        }
        return summary;
    }

    private static String key(Who who) {
        return who.name().toLowerCase(java.util.Locale.ROOT);
    }

    private String json(List<Map<String, Object>> results) throws JsonProcessingException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("benchmark", "kernel");
        all.put("rounds", rounds);
        all.put("millis", millis);
        all.put("processors", Runtime.getRuntime().availableProcessors());
        all.put("results", results);
        return new ObjectMapper().writeValueAsString(all);
    }
}
