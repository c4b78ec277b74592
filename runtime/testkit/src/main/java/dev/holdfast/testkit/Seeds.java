package dev.holdfast.testkit;

import dev.holdfast.host.Clock;
import dev.holdfast.testkit.world.Plan;
import dev.holdfast.testkit.world.Plan.Strategy;
import dev.holdfast.testkit.world.Unsimulated;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** Runs a scenario under seed after seed. */
public final class Seeds {

    /** Odd, so that strategies that take turns come to it in turns. */
    private static final int TWICE_EVERY = 99;

    private static final String TIMES = "simulation.times";

    private final String name;
    private final Scenario scenario;
    private final Optional<Repeat> asked;

    /** @param name how the report calls it, as Maven names tests: {@code Class#method} */
    public Seeds(String name, Scenario scenario) {
        this(name, scenario, Repeat.asked());
    }

    /** @param asked the one run to make instead of all */
    Seeds(String name, Scenario scenario, Optional<Repeat> asked) {
        this.name = name;
        this.scenario = scenario;
        this.asked = asked;
    }

    /**
     * What was run.
     *
     * @param name what was run
     * @param runs how many
     * @param orders in how many different orders things happened
     * @param nanos how long it took, in real time
     */
    public record Summary(String name, int runs, int orders, long nanos) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s: %,d runs in %,d different orders, %,.0f runs/s",
                    name,
                    runs,
                    orders,
                    runs * (double) TimeUnit.SECONDS.toNanos(1) / Math.max(1, nanos));
        }
    }

    /**
     * So many times as many seeds are to be run as tests say: {@code -Dsimulation.times}, default 1.
     *
     * @throws IllegalArgumentException if that is no whole number from 1 on
     */
    public static int times() {
        return times(Optional.ofNullable(System.getProperty(TIMES)));
    }

    static int times(Optional<String> property) {
        String text = property.orElse("1");
        if (!text.matches("0*[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("-D" + TIMES + "=" + text
                    + " must be a whole number from 1 to 999999: how many times as many seeds to run");
        }
        return Integer.parseInt(text);
    }

    /**
     * Runs it under the seeds from 1 to {@code count}; or once, as {@code -Dholdfast.seed} asks.
     *
     * @param count at least 1
     * @param strategies the seeds take turns; at least one
     * @param longest the virtual time within which a run ends
     * @throws SimulationFailed for the first seed that fails
     */
    public Summary run(int count, List<Strategy> strategies, Duration longest) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    name + " is to run under " + count + " seeds, but must under one at least");
        }
        if (strategies.isEmpty()) {
            throw new IllegalArgumentException(name + " names no strategy, but needs one at least");
        }
        long begin = Clock.system().nanoTime();
        if (asked.isPresent()) {
            long seed = asked.get().seed();
            run(Plan.of(seed, asked.get().strategy().orElse(ofSeed(seed, strategies)), longest));
            return new Summary(name, 1, 1, Clock.system().nanoTime() - begin);
        }
        Set<Long> orders = new HashSet<>();
        for (int seed = 1; seed <= count; seed++) {
            Run run = run(Plan.of(seed, ofSeed(seed, strategies), longest));
            orders.add(run.order());
            if (seed % TWICE_EVERY == 1) {
                repeat(run);
            }
        }
        return new Summary(name, count, orders.size(), Clock.system().nanoTime() - begin);
    }

    private static Strategy ofSeed(long seed, List<Strategy> strategies) {
        return strategies.get(Math.floorMod(seed, strategies.size()));
    }

    /**
     * Runs it once.
     *
     * @throws SimulationFailed if it fails
     */
    public Run run(Plan plan) {
        Run run = Run.of(plan, scenario);
        if (run.failure().isPresent()) {
            throw failed(run, run.failure().get());
        }
        return run;
    }

    private Error failed(Run run, Throwable failure) {
        if (failure instanceof TestAbortedException aborted) {
            throw aborted;
        }
        if (failure instanceof Unsimulated) {
            return SimulationFailed.once(
                    name, run, "Something real happened, which a seed does not determine: it was run but once.");
        }
        if (!Run.of(run.plan(), scenario).isSameAs(run)) {
            return SimulationFailed.once(
                    name,
                    run,
                    "It does not repeat itself: run again, something else happened. Something in it is not drawn from the"
                            + " seed, such as a clock, a random number, or the order of a hash table.");
        }
        return SimulationFailed.of(name, run, Reduction.of(scenario, run));
    }

    private void repeat(Run first) {
        Run second = Run.of(first.plan(), scenario);
        if (!second.isSameAs(first)) {
            throw new AssertionError("seed " + first.plan().seed() + " of " + name
                    + " does not repeat itself: something in it is not drawn from the seed, such as a clock, a random"
                    + " number, or the order of a hash table. The last of what happened, first\n  "
                    + String.join("\n  ", first.tail()) + "\nthen\n  " + String.join("\n  ", second.tail())
                    + second.failure()
                            .map(failure -> "\nand then failed: " + failure)
                            .orElse(""));
        }
    }
}
