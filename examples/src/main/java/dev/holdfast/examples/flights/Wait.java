package dev.holdfast.examples.flights;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.pattern.Patterns;

/** Waiting, on a stage and with a limit, in the main threads of this job's processes. */
final class Wait {

    private static final long SECONDS = 90;

    private Wait() {}

    /** The stage's value; fails with the stage's own exception when that is unchecked. */
    static <T> T patiently(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer within " + SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Lets so much time pass on the system's scheduler. */
    static void pass(ActorSystem<?> system, Duration time) {
        patiently(Patterns.after(
                time,
                system.classicSystem().scheduler(),
                system.executionContext(),
                () -> CompletableFuture.completedFuture(Done.getInstance())));
    }
}
