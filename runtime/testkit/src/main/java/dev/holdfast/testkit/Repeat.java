package dev.holdfast.testkit;

import com.typesafe.config.ConfigFactory;
import dev.holdfast.testkit.world.Plan.Strategy;
import java.util.Arrays;
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

    /** In system properties all that begins with holdfast is a setting, and a node refuses those that it does not know. */
    private static final Optional<String> ASKED_SEED = take(SEED);

    private static final Optional<String> ASKED_STRATEGY = take(STRATEGY);

    private static Optional<String> take(String property) {
        Optional<String> value = Optional.ofNullable(System.clearProperty(property));
        if (value.isPresent()) {
            ConfigFactory.invalidateCaches();
        }
        return value;
    }

    /** Takes it out of the system properties. */
    static void load() {}

    /**
     * What the command line asked for.
     *
     * @throws IllegalArgumentException if it cannot be understood
     */
    static Optional<Repeat> asked() {
        return of(ASKED_SEED, ASKED_STRATEGY);
    }

    static Optional<Repeat> of(Optional<String> seed, Optional<String> strategy) {
        if (seed.isEmpty() && strategy.isPresent()) {
            throw new IllegalArgumentException("-D" + STRATEGY + "=" + strategy.get() + " says nothing without -D"
                    + SEED + ", the seed to repeat");
        }
        return seed.map(text -> new Repeat(number(text), strategy.map(Repeat::strategy)));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "-D" + SEED + "=" + text + " is no seed: it must be a whole number, as a report names it", e);
        }
    }

    private static Strategy strategy(String text) {
        return Arrays.stream(Strategy.values())
                .filter(strategy -> strategy.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "-D" + STRATEGY + "=" + text + " is none of " + Arrays.toString(Strategy.values())));
    }
}
