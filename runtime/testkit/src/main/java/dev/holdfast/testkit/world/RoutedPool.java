package dev.holdfast.testkit.world;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * In the place of {@code CompletableFuture}'s own pool: a task is a step of the world whose thread hands it over; outside of
 * worlds it goes to the pool that was there before. From JDK 25 on the JVM takes that pool for a {@code ForkJoinPool}, so
 * this is one; what it does as such, time-outs of stages, it does by threads of its own.
 */
final class RoutedPool extends ForkJoinPool {

    private final Executor original;

    RoutedPool(Executor original) {
        super(1);
        this.original = original;
    }

    @Override
    public void execute(Runnable task) {
        Worlds.current().ifPresentOrElse(world -> world.later(task), () -> original.execute(task));
    }

    @Override
    public void execute(ForkJoinTask<?> task) {
        if (task instanceof Runnable runnable) {
            execute(runnable);
        } else {
            super.execute(task);
        }
    }
}
