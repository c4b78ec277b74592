package dev.holdfast.testkit;

import dev.holdfast.testkit.world.Plan;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test that is run once for each seed, in a simulated world; it takes a {@link Simulation}. Each run has an instance of
 * the test class of its own, made by its constructor without parameters, and a thread of its own; what must be set up is
 * set up in the method. So there may be no {@code @BeforeEach}, and what other extensions inject is not there.
 *
 * <p>The first seed that fails ends the test. Its report names the seed and how to repeat it, with
 * {@code -Dholdfast.seed=…}, the least that is needed to make it fail, and the last of what happened. One seed in a hundred
 * is run twice, and must do the same both times.
 *
 * <p>Where tests run in parallel, those with this annotation wait for each other.
 *
 * <p>{@code -Dsimulation.times=10} runs ten times as many seeds.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(SimulateExtension.class)
@ResourceLock("dev.holdfast.simulation")
public @interface Simulate {

    /** How many seeds, at least one: 1, 2, 3 and so on. */
    int seeds() default 100;

    /** How the order of what happens is drawn; with several, the seeds take turns. */
    Plan.Strategy[] strategy() default {Plan.Strategy.RANDOM, Plan.Strategy.PCT};

    /** The virtual time within which a run must end, as for {@link java.time.Duration#parse}; one that goes on longer fails. */
    String maxVirtualTime() default "PT1H";
}
