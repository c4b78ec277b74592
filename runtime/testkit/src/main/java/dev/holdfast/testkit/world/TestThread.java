package dev.holdfast.testkit.world;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes worlds on threads of their own, so that a test that waits for something real can be given up. */
public final class TestThread {

    private TestThread() {}

    /**
     * Makes a world and does that in it.
     *
     * @param test what to do there, the world's closing included
     * @param ifLost what comes of it instead when it waits for something real, for good; its thread is given up
     * @throws IllegalStateException if the calling thread is interrupted meanwhile
     */
    public static <T> T run(Plan plan, Function<World, T> test, BiFunction<World, Throwable, T> ifLost) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        World world = new World(plan, (lost, why) -> giveUp(result, () -> ifLost.apply(lost, why)));
                        result.complete(test.apply(world));
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                },
                "holdfast-simulation");
        thread.setDaemon(true);
        thread.start();
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while seed " + plan.seed() + " was simulated; its thread is given up", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            } else if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** What the test left behind is looked at from another thread: it may come back just then. */
    private static <T> void giveUp(CompletableFuture<T> result, Supplier<T> instead) {
        try {
            result.complete(instead.get());
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }
}
