package dev.holdfast.testkit;

import dev.holdfast.testkit.world.Deviation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A run failed; the message says how to repeat it, what is needed for it, and what happened last. */
public final class SimulationFailed extends AssertionError {
    private static final long serialVersionUID = 1;

    private final transient List<Deviation> needed;

    /**
     * @param test as Maven names it, {@code Class#method}
     * @param failed the run that failed
     * @param least the least that fails in the same way
     */
    SimulationFailed(String test, Run failed, Run least) {
        super(text(test, failed, least), failed.failure().orElse(null));
        needed = least.deviations();
    }

    /** The least that is needed: where such a run deviates from doing always first what comes first, without faults. */
    public List<Deviation> needed() {
        return needed;
    }

    private static String text(String test, Run failed, Run least) {
        String cause = failed.failure().map(String::valueOf).orElse("nothing thrown");
        return String.format(
                Locale.ROOT,
                """
                seed %d fails (%s, JDK %s): %s
                Repeat it: -Dtest='%s' -Dholdfast.seed=%d -Dholdfast.strategy=%s
                It takes %d of the %d places where the run did not do first what came first, or had a fault:
                %s
                The last of what happened in the shortest such run (%d steps):
                %s""",
                failed.plan().seed(),
                failed.plan().strategy(),
                Runtime.version(),
                cause,
                test,
                failed.plan().seed(),
                failed.plan().strategy(),
                least.deviations().size(),
                failed.deviations().size(),
                lines(least.deviations()),
                least.steps(),
                lines(least.tail()));
    }

    private static String lines(List<?> all) {
        return all.stream().map(each -> "  " + each).collect(Collectors.joining("\n"));
    }
}
