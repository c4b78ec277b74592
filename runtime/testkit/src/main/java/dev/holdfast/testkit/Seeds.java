package dev.holdfast.testkit;

import dev.holdfast.host.Clock;
import dev.holdfast.testkit.world.Plan;
import dev.holdfast.testkit.world.Plan.Strategy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Runs a scenario under seed after seed. */
public final class Seeds {

    private static final int TWICE_EVERY = 100;
    private static final int REDUCTION = 400;

    private final String name;
    private final Scenario scenario;

    /** @param name how the report calls it */
    public Seeds(String name, Scenario scenario) {
        this.name = name;
        this.scenario = scenario;
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
     * Runs it under the seeds from 1 to {@code count}; or once, as {@code -Dholdfast.seed} asks.
     *
     * @param strategies the seeds take turns
     * @param longest the virtual time within which a run ends
     * @throws SimulationFailed for the first seed that fails
     */
    public Summary run(int count, List<Strategy> strategies, Duration longest) {
        long begin = Clock.system().nanoTime();
        if (Repeat.ASKED.isPresent()) {
            Repeat asked = Repeat.ASKED.get();
            run(Plan.of(asked.seed(), asked.strategy().orElse(strategies.get(0)), longest));
            return new Summary(name, 1, 1, Clock.system().nanoTime() - begin);
        }
        Set<Long> orders = new HashSet<>();
        for (int seed = 1; seed <= count; seed++) {
            Plan plan = Plan.of(seed, strategies.get(seed % strategies.size()), longest);
            Run run = run(plan);
            orders.add(run.order());
            if (seed % TWICE_EVERY == 1) {
                repeat(run);
            }
        }
        return new Summary(name, count, orders.size(), Clock.system().nanoTime() - begin);
    }

    /**
     * Runs it once.
     *
     * @throws SimulationFailed if it fails
     */
    public Run run(Plan plan) {
        Run run = Run.of(plan, scenario);
        if (run.failure().isPresent()) {
            throw new SimulationFailed(name, run, Reduction.of(scenario, run, REDUCTION));
        }
        return run;
    }

    private void repeat(Run first) {
        Run second = Run.of(first.plan(), scenario);
        if (second.hash() != first.hash()) {
            throw new AssertionError("seed " + first.plan().seed() + " of " + name
                    + " does not repeat itself: something in it is not drawn from the seed, such as a clock, a random"
                    + " number, or the order of a hash table. The last of what happened, first\n  "
                    + String.join("\n  ", first.tail()) + "\nthen\n  " + String.join("\n  ", second.tail()));
        }
    }
}
