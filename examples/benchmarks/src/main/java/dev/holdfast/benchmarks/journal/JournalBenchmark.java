package dev.holdfast.benchmarks.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Events per second through Pekko on our journal, on Pekko's in-memory journal and on PostgreSQL; and commands per second of
 * a hundred components beside as many EventSourcedBehaviors. Beside the rates stands the processor time of this process for
 * each, without PostgreSQL's own: it says more than rates do when the machine is not ours alone.
 */
@Command(name = "journal", description = "The journal plugin and the kernel beside in-memory journal and PostgreSQL.")
public final class JournalBenchmark implements Callable<Integer> {

    private static final int ACTORS = 100;
    private static final int IN_FLIGHT = 16;

    @Option(names = "--rounds", description = "Rounds that count; ${DEFAULT-VALUE}.")
    private int rounds = 9;

    @Option(names = "--warm-up", description = "Rounds before them; ${DEFAULT-VALUE}.")
    private int warmUp = 6;

    @Option(names = "--millis", description = "How long each runs in a round; ${DEFAULT-VALUE}.")
    private int millis = 500;

    @Option(names = "--only", split = ",", description = "What is measured: ${COMPLETION-CANDIDATES}; all.")
    private List<What> only = List.of(What.values());

    @Option(
            names = "--sides",
            split = ",",
            description = "Who is measured, the first beside the others: ${COMPLETION-CANDIDATES}; all.")
    private List<Side> sides = List.of(Side.values());

    /** What is measured. */
    enum What {
        ONE_ACTOR,
        HUNDRED_ACTORS,
        BATCHES,
        KERNELS
    }

    @Override
    public Integer call() throws Exception {
        List<Map<String, Object>> results = new ArrayList<>();
        for (What what : only) {
            try (Sites sites = new Sites(sides)) {
                results.add(measure(what, sites).report());
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

    private Runs measure(What what, Sites sites) {
        return switch (what) {
            case ONE_ACTOR -> write("1 actor, events", sites, 1, 1);
            case HUNDRED_ACTORS -> write("100 actors, events", sites, ACTORS, 1);
            case BATCHES -> write("16 actors x batches of 16, events", sites, 16, 16);
            case KERNELS -> kernels(sites);
        };
    }

    private Runs write(String title, Sites sites, int actors, int batch) {
        Map<String, DoubleSupplier> all = new LinkedHashMap<>();
        for (Side side : sides) {
            all.put(side.key(), () -> sites.of(side).write(actors, batch, nanos()));
        }
        return Runs.of(title, all, warmUp, rounds);
    }

    private Runs kernels(Sites sites) {
        Map<String, DoubleSupplier> all = new LinkedHashMap<>();
        if (sides.contains(Side.HOLDFAST)) {
            all.put("holdfast", () -> sites.of(Side.HOLDFAST).components(ACTORS, IN_FLIGHT, nanos()));
        }
        for (Side side : sides) {
            all.put("esb_on_" + side.key(), () -> sites.of(side).behaviors(ACTORS, IN_FLIGHT, nanos()));
        }
        return Runs.of("100 components x 16 in flight, commands", all, warmUp, rounds);
    }

    private long nanos() {
        return millis * 1_000_000L;
    }
}
