package dev.holdfast.testkit;

import com.typesafe.config.ConfigFactory;
import dev.holdfast.component.Component;
import dev.holdfast.config.FaultRule;
import dev.holdfast.testkit.node.Node;
import dev.holdfast.testkit.world.World;
import dev.holdfast.testkit.world.Worlds;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * One run of a test under a seed: machines, time, and what must hold. Nothing happens but while the test waits here. For
 * the thread of the test.
 */
public final class Simulation {

    private final World world;

    Simulation(World world) {
        this.world = world;
    }

    /**
     * For code under test, at a place where others may come in between: with a probability of one half they do. Outside of
     * a simulation it does nothing.
     *
     * @param what the place, in words
     */
    public static void othersFirst(String what) {
        Worlds.current().ifPresent(world -> world.mayPark(what, 0.5));
    }

    /**
     * For code under test: hangs for so much virtual time, as a call does that does not come back.
     *
     * @throws IllegalStateException outside of a simulation, and on the thread of the test
     */
    public static void hang(String what, Duration time) {
        Worlds.current()
                .orElseThrow(() -> new IllegalStateException("hangs only in a simulation: " + what))
                .park(what, time);
    }

    /** The world it runs in. */
    public World world() {
        return world;
    }

    /** A machine with Holdfast on it, started, and these components. */
    public Node node(String name, Component<?, ?>... components) {
        return node(name, "", components);
    }

    /**
     * The same with settings.
     *
     * @param settings HOCON, before the defaults
     */
    public Node node(String name, String settings, Component<?, ?>... components) {
        return new Node(world, name, ConfigFactory.parseString(settings), List.of(components)).start();
    }

    /**
     * The same with faults that are injected on purpose, until it is told otherwise with {@link Node#inject}.
     *
     * @throws dev.holdfast.persistence.log.LogException if such a fault keeps its log from being opened
     * @throws dev.holdfast.persistence.checkpoint.CheckpointException if it keeps its checkpoints from being opened
     */
    public Node node(String name, List<FaultRule> faults, Component<?, ?>... components) {
        return new Node(world, name, ConfigFactory.empty(), List.of(components))
                .inject(faults.toArray(FaultRule[]::new))
                .start();
    }

    /** Values for the test, drawn from the seed. */
    public RandomGenerator random() {
        return world.values();
    }

    /**
     * Whether a fault happens here. Where a run fails, minimisation finds out whether this fault is needed for it.
     *
     * @param what the fault, in words
     * @param probability from 0 to 1
     */
    public boolean chance(String what, double probability) {
        return world.fault(what, probability).isPresent();
    }

    /** Lets so much time pass, and everything happen that happens in it. */
    public void pass(Duration time) {
        world.pass(time);
    }

    /** Makes so many steps, or fewer when there is nothing left to do. */
    public void steps(long count) {
        world.steps(count);
    }

    /**
     * Waits for a value.
     *
     * @throws AssertionError if it does not come within ten minutes of virtual time
     * @throws CompletionException if the stage fails
     */
    public <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> seen = new CompletableFuture<>();
        stage.whenCompleteAsync(
                (value, error) -> {
                    if (error == null) {
                        seen.complete(value);
                    } else {
                        seen.completeExceptionally(error);
                    }
                },
                Runnable::run);
        eventually("an answer", World.LONGEST_AWAIT, seen::isDone);
        return seen.join();
    }

    /**
     * From now on this holds after every step; otherwise the run fails there.
     *
     * @param what in words
     */
    public void always(String what, BooleanSupplier holds) {
        world.always(() -> {
            if (!holds.getAsBoolean()) {
                throw new AssertionError("does not always hold: " + what);
            }
        });
    }

    /**
     * Waits until that holds.
     *
     * @param what in words
     * @throws AssertionError if it does not within so much virtual time
     */
    public void eventually(String what, Duration within, BooleanSupplier holds) {
        if (!world.runUntil(holds, within)) {
            throw new AssertionError("did not come within " + within + " of virtual time: " + what);
        }
    }
}
