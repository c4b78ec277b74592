package dev.holdfast.testkit;

import com.typesafe.config.ConfigFactory;
import dev.holdfast.testkit.world.Plan.Strategy;
import java.util.Optional;

/**
 * The one run that {@code -Dholdfast.seed} and {@code -Dholdfast.strategy} ask for.
 *
 * @param seed of the run
 * @param strategy if it is said
 */
record Repeat(long seed, Optional<Strategy> strategy) {

    private static final String SEED = "holdfast.seed";
    private static final String STRATEGY = "holdfast.strategy";

    /** What the command line asked for. */
    static final Optional<Repeat> ASKED = take();

    /**
     * Takes it out of the system properties: there all that begins with holdfast is a setting, and a node would refuse to
     * start with one that it does not know.
     *
     * @throws IllegalArgumentException if they are not a number, and one of the strategies
     */
    static Optional<Repeat> take() {
        Optional<String> seed = Optional.ofNullable(System.clearProperty(SEED));
        Optional<String> strategy = Optional.ofNullable(System.clearProperty(STRATEGY));
        ConfigFactory.invalidateCaches();
        return seed.map(text -> new Repeat(Long.parseLong(text), strategy.map(Strategy::valueOf)));
    }
}
