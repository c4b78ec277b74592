package dev.holdfast.testkit.kernel;

import dev.holdfast.testkit.Run;
import dev.holdfast.testkit.Scenario;
import dev.holdfast.testkit.world.Plan;
import dev.holdfast.testkit.world.Plan.Strategy;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Runs a scenario under seeds, in a process of its own, until one fails because a certain rule is broken. Prints what came of
 * it, and which failed otherwise before: where several guards were taken out, that may be.
 */
final class Search {

    static final String FOUND = "found by seed ";

    private Search() {}

    private static boolean names(String rule, Throwable failure) {
        return Pattern.compile("AssertionError: .*\\b" + rule + "(, [A-Z]\\d+)*: ")
                .matcher(failure.toString())
                .find();
    }

    /**
     * Does it.
     *
     * @param arguments how many seeds, of which of {@link Scenarios}, and which rule
     */
    public static void main(String[] arguments) {
        int seeds = Integer.parseInt(arguments[0]);
        Scenario scenario = Scenarios.valueOf(arguments[1]).scenario();
        for (int seed = 1; seed <= seeds; seed++) {
            Strategy strategy = seed % 2 == 0 ? Strategy.RANDOM : Strategy.PCT;
            Run run = Run.of(Plan.of(seed, strategy, Duration.ofHours(1)), scenario);
            Optional<Throwable> failure = run.failure();
            if (failure.isPresent() && names(arguments[2], failure.get())) {
                System.out.println(FOUND + seed + " (" + strategy + "): " + failure.get());
                return;
            } else if (failure.isPresent()) {
                System.out.println("seed " + seed + " (" + strategy + ") fails otherwise: " + failure.get());
            }
        }
        System.out.println("not found under " + seeds + " seeds");
    }
}
