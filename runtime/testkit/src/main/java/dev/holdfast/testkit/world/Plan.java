package dev.holdfast.testkit.world;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What determines a run.
 *
 * @param seed where everything is drawn from
 * @param strategy how the next step is chosen
 * @param longest the virtual time within which it ends
 * @param only the deviations to take, and no others; by default all that are drawn
 */
public record Plan(long seed, Strategy strategy, Duration longest, Optional<List<Deviation>> only) {

    /** How the next step is chosen. */
    public enum Strategy {
        /** Any of those that could happen, each as likely. */
        RANDOM,
        /** By priorities that seldom change: finds what takes few but unlikely changes of order. */
        PCT
    }

    /** @throws IllegalArgumentException if a run had no time to end in */
    public Plan {
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("a run must have some virtual time to end in, but it has " + longest);
        }
    }

    /** Everything drawn from the seed. */
    public static Plan of(long seed, Strategy strategy, Duration longest) {
        return new Plan(seed, strategy, longest, Optional.empty());
    }

    /** The same run with these deviations alone. */
    public Plan with(List<Deviation> deviations) {
        return new Plan(seed, strategy, longest, Optional.of(List.copyOf(deviations)));
    }
}
