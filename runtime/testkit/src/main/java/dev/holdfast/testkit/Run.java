package dev.holdfast.testkit;

import dev.holdfast.testkit.world.Deviation;
import dev.holdfast.testkit.world.Plan;
import dev.holdfast.testkit.world.TestThread;
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
 * @param deviations where it left the default schedule: the oldest step first, and no faults
 * @param tail the last of what happened
 * @param failure what the world failed with, else what the test threw
 */
public record Run(
        Plan plan,
        long hash,
        long order,
        long steps,
        List<Deviation> deviations,
        List<String> tail,
        Optional<Throwable> failure) {

    /** Makes one, on a thread of its own. */
    public static Run of(Plan plan, Scenario scenario) {
        return TestThread.run(plan, world -> make(world, scenario), (world, lost) -> made(world, Optional.of(lost)));
    }

    private static Run make(World world, Scenario scenario) {
        Optional<Throwable> thrown = Optional.empty();
        try {
            scenario.run(new Simulation(world));
        } catch (Throwable e) {
            thrown = Optional.of(e);
        }
        world.close();
        return made(world, thrown);
    }

    /** What the world failed with counts, though the test may have caught it, or failed of something else then. */
    private static Run made(World world, Optional<Throwable> thrown) {
        return new Run(
                world.plan(),
                world.trace().hash(),
                world.trace().orderHash(),
                world.steps(),
                world.deviations(),
                world.trace().tail(),
                world.failure().or(() -> thrown));
    }

    /** Whether the same happened as in another, with the same end. */
    boolean isSameAs(Run other) {
        return hash == other.hash && failure.map(Run::kind).equals(other.failure.map(Run::kind));
    }

    /** Whether it failed as another did. */
    boolean failsAs(Run other) {
        return failure.isPresent() && failure.map(Run::kind).equals(other.failure.map(Run::kind));
    }

    /** The first line, without what differs from one such failure to the next: numbers, and what is in lists. */
    private static String kind(Throwable thrown) {
        String first = String.valueOf(thrown).lines().findFirst().orElse("");
        return first.replaceAll("\\[.*\\]", "[]").replaceAll("[0-9a-f]{8,}|[0-9]+", "#");
    }
}
