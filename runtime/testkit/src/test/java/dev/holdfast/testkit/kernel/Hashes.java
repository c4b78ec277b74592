package dev.holdfast.testkit.kernel;

import dev.holdfast.testkit.Run;
import dev.holdfast.testkit.world.Plan;
import dev.holdfast.testkit.world.Plan.Strategy;
import java.time.Duration;
import java.util.List;

/** Runs scenarios, in turns, under seeds, in a process of its own, and prints for each what happened: as hashes. */
final class Hashes {

    private static final List<Scenarios> SCENARIOS = List.of(Scenarios.KERNEL, Scenarios.FAULTS, Scenarios.DATABASE);

    private Hashes() {}

    /**
     * Does it.
     *
     * @param arguments how many seeds
     */
    public static void main(String[] arguments) {
        int seeds = Integer.parseInt(arguments[0]);
        for (int seed = 1; seed <= seeds; seed++) {
            Scenarios scenario = SCENARIOS.get(seed % SCENARIOS.size());
            Run run = Run.of(Plan.of(seed, Strategy.RANDOM, Duration.ofHours(1)), scenario.scenario());
            String failure = run.failure().map(String::valueOf).orElse("held");
            System.out.printf("seed %d %016x %016x %s%n", seed, run.hash(), run.order(), failure);
        }
    }
}
