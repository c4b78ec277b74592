package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.holdfast.testkit.world.Plan.Strategy;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What JUnit makes of tests with {@link Simulate}; the classes in it are run by the tests, and not by themselves. */
class SimulateTest {

    private static final AtomicBoolean RUNNING = new AtomicBoolean();

    static boolean isRunning() {
        return RUNNING.get();
    }

    /** Whoever looks for tests by patterns of names may find these classes, too, and is to leave them alone. */
    @Retention(RetentionPolicy.RUNTIME)
    @EnabledIf("dev.holdfast.testkit.SimulateTest#isRunning")
    @interface OnlyFromHere {}

    private static TestExecutionSummary run(Class<?> type) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        RUNNING.set(true);
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(type))
                                .build(),
                        listener);
        RUNNING.set(false);
        return listener.getSummary();
    }

    private static void assertFails(Class<?> type, String... message) {
        TestExecutionSummary summary = run(type);
        assertThat(summary.getFailures()).hasSize(1);
        assertThat(summary.getFailures().get(0).getException()).hasMessageContainingAll(message);
    }

    @OnlyFromHere
    static final class Fails {
        private int calls;

        @Simulate(seeds = 3)
        void always(Simulation simulation) {
            assertThat(calls++).as("each run has an instance of its own").isZero();
            throw new IllegalStateException("planned");
        }
    }

    @Test
    void a_test_that_fails_is_reported_with_its_seed_the_JDK_the_strategy_and_how_to_repeat_it() {
        assertFails(
                Fails.class,
                "seed 1 fails (PCT, JDK " + Runtime.version() + "): java.lang.IllegalStateException: planned",
                "mvn test -Dtest='SimulateTest$Fails#always' -Dholdfast.seed=1 -Dholdfast.strategy=PCT",
                "Needed for the failure: 0 of this run's 0 deviations");
    }

    @OnlyFromHere
    static final class Assumes {
        @Simulate(seeds = 3)
        void something(Simulation simulation) {
            assumeThat(simulation.world().plan().seed()).isGreaterThan(1);
        }
    }

    @Test
    void an_assumption_that_does_not_hold_is_no_failure() {
        TestExecutionSummary summary = run(Assumes.class);
        assertThat(summary.getFailures()).isEmpty();
        assertThat(summary.getTestsAbortedCount()).isEqualTo(1);
    }

    @OnlyFromHere
    static final class TakesNothing {
        @Simulate
        void something() {}
    }

    @Test
    void a_test_that_takes_no_simulation_is_refused() {
        assertFails(TakesNothing.class, "must take a Simulation, and nothing else");
    }

    @OnlyFromHere
    static final class SetsUp {
        @BeforeEach
        void before() {}

        @Simulate
        void something(Simulation simulation) {}
    }

    @Test
    void a_set_up_that_no_run_would_see_is_refused() {
        assertFails(SetsUp.class, "which void", "before() would not see; call it in the test");
    }

    @OnlyFromHere
    static final class LastsWrong {
        @Simulate(maxVirtualTime = "1h")
        void something(Simulation simulation) {}
    }

    @Test
    void a_time_that_is_none_is_refused_by_name() {
        assertFails(LastsWrong.class, "SimulateTest$LastsWrong#something: maxVirtualTime = \"1h\" is no duration");
    }

    @OnlyFromHere
    static final class NoStrategy {
        @Simulate(strategy = {})
        void something(Simulation simulation) {}
    }

    @Test
    void no_strategy_is_refused_by_name() {
        assertFails(NoStrategy.class, "SimulateTest$NoStrategy#something names no strategy");
    }

    @OnlyFromHere
    static final class Passes {
        @Simulate(seeds = 4, strategy = Strategy.RANDOM)
        void something(Simulation simulation) {
            assertThat(simulation.world().plan().strategy()).isEqualTo(Strategy.RANDOM);
        }
    }

    @Test
    void a_test_that_holds_under_all_seeds_passes() {
        assertThat(run(Passes.class).getTestsSucceededCount()).isEqualTo(1);
    }
}
