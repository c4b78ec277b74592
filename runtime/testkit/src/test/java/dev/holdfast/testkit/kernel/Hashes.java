package dev.holdfast.testkit.kernel;

import dev.holdfast.testkit.Run;
import dev.holdfast.testkit.world.Plan;
import dev.holdfast.testkit.world.Plan.Strategy;
import java.time.Duration;

/** Runs the scenario under seeds, in a process of its own, and prints for each what happened: as hashes. */
final class Hashes {

    private Hashes() {}

    /**
     * Does it.
     *
     * @param arguments how many seeds
     */
    public static void main(String[] arguments) {
        int seeds = Integer.parseInt(arguments[0]);
        for (int seed = 1; seed <= seeds; seed++) {
            Run run = Run.of(Plan.of(seed, Strategy.RANDOM, Duration.ofHours(1)), KernelScenario.endingAnywhere());
            String failure = run.failure().map(String::valueOf).orElse("held");
            System.out.printf("seed %d %016x %016x %s%n", seed, run.hash(), run.order(), failure);
        }
    }
}
