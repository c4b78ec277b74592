package dev.holdfast.testkit;

import dev.holdfast.testkit.world.Deviation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A run failed; the message says how to repeat it, what is needed for it, and what happened last. */
public final class SimulationFailed extends AssertionError {
    private static final long serialVersionUID = 1;

    private final transient List<Deviation> needed;

    private SimulationFailed(Run failed, String message, List<Deviation> needed) {
        super(message, failed.failure().orElse(null));
        this.needed = needed;
    }

    /**
     * One that fails whenever it is made.
     *
     * @param test as Maven names it, {@code Class#method}
     * @param failed the run that failed
     * @param least the least that fails in the same way
     */
    static SimulationFailed of(String test, Run failed, Run least) {
        String text = String.format(
                Locale.ROOT,
                """
                %s
                %s
                Needed for the failure: %d of this run's %d deviations (a fault, or a step taken out of its turn):
                %s
                The last of what happened in the smallest run that fails so (%d steps):
                %s""",
                begin(failed),
                repeat(test, failed),
                least.deviations().size(),
                failed.deviations().size(),
                lines(least.deviations()),
                least.steps(),
                lines(least.tail()));
        return new SimulationFailed(failed, text, least.deviations());
    }

    /** One that was not made again, or did something else then: what its failure needs is not known. */
    static SimulationFailed once(String test, Run failed, String why) {
        String text = String.format(
                Locale.ROOT, """
                %s
                %s
                %s
                The last of what happened (%d steps):
                %s""", begin(failed), repeat(test, failed), why, failed.steps(), lines(failed.tail()));
        return new SimulationFailed(failed, text, failed.deviations());
    }

    /** The least that is needed: where such a run deviates from the default schedule, the oldest step first and no faults. */
    public List<Deviation> needed() {
        return needed;
    }

    private static String begin(Run failed) {
        return String.format(
                Locale.ROOT,
                "seed %d fails (%s, JDK %s): %s",
                failed.plan().seed(),
                failed.plan().strategy(),
                Runtime.version(),
                failed.failure().map(String::valueOf).orElse("nothing thrown"));
    }

    private static String repeat(String test, Run failed) {
        return String.format(
                Locale.ROOT,
                "Repeat it: mvn test -Dtest='%s' -Dholdfast.seed=%d -Dholdfast.strategy=%s"
                        + " -Dsurefire.failIfNoSpecifiedTests=false",
                test,
                failed.plan().seed(),
                failed.plan().strategy());
    }

    private static String lines(List<?> all) {
        return all.stream().map(each -> "  " + each).collect(Collectors.joining("\n"));
    }
}
