package dev.holdfast.testkit;

import dev.holdfast.testkit.world.Deviation;
import dev.holdfast.testkit.world.Plan;
import dev.holdfast.testkit.world.World;
import java.util.List;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param plan what determined it
 * @param hash of everything that happened, and when
 * @param order a hash of what happened, in which order
 * @param steps how many there were
 * @param deviations where it left the straight way
 * @param tail the last of what happened
 * @param failure what the test, or the world, threw
 */
public record Run(
        Plan plan,
        long hash,
        long order,
        long steps,
        List<Deviation> deviations,
        List<String> tail,
        Optional<Throwable> failure) {

    /** Makes one. */
    public static Run of(Plan plan, Scenario scenario) {
        Optional<Throwable> failure = Optional.empty();
        World world = new World(plan);
        try {
            scenario.run(new Simulation(world));
        } catch (Throwable e) {
            failure = Optional.of(e);
        } finally {
            world.close();
        }
        return new Run(
                plan,
                world.trace().hash(),
                world.trace().orderHash(),
                world.steps(),
                world.deviations(),
                world.trace().tail(),
                failure);
    }

    /** Whether it failed as another did. Numbers in the message may differ. */
    boolean failsAs(Run other) {
        return failure.isPresent()
                && other.failure.isPresent()
                && kind(failure.get()).equals(kind(other.failure.get()));
    }

    private static String kind(Throwable thrown) {
        return String.valueOf(thrown).replaceAll("[0-9a-f]{8,}|[0-9]+", "#");
    }
}
