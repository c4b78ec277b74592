package dev.holdfast.testkit.kernel;

import dev.holdfast.testkit.Run;
import dev.holdfast.testkit.Scenario;
import dev.holdfast.testkit.world.Plan;
import dev.holdfast.testkit.world.Plan.Strategy;
import java.time.Duration;

/** Runs a scenario under seeds, in a process of its own, until one fails. Prints what came of it. */
final class Search {

    static final String FOUND = "found by seed ";

    private Search() {}

    /**
     * Does it.
     *
     * @param arguments how many seeds, and of which of {@link Scenarios}
     */
    public static void main(String[] arguments) {
        int seeds = Integer.parseInt(arguments[0]);
        Scenario scenario = Scenarios.valueOf(arguments[1]).scenario();
        for (int seed = 1; seed <= seeds; seed++) {
            Strategy strategy = seed % 2 == 0 ? Strategy.RANDOM : Strategy.PCT;
            Run run = Run.of(Plan.of(seed, strategy, Duration.ofHours(1)), scenario);
            if (run.failure().isPresent()) {
                System.out.println(FOUND + seed + ": " + run.failure().get());
                return;
            }
        }
        System.out.println("not found under " + seeds + " seeds");
    }
}
