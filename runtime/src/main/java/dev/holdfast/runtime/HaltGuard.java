package dev.holdfast.runtime;

import dev.holdfast.host.ThreadSource;
import dev.holdfast.host.Workers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a JVM that is to exit and cannot, because a thread is stuck in user code and its actor never ends (K4). Armed when
 * the system shuts down, and only if the JVM is to exit with it: otherwise the host's JVM is none of our business.
 */
final class HaltGuard {

    /** The exit code of a halted JVM. */
    static final int EXIT_CODE = 1;

    private static final Logger LOG = LoggerFactory.getLogger(HaltGuard.class);

    private HaltGuard() {}

    static void arm(ExtendedActorSystem system, ThreadSource threads, Duration limit) {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        shutdown.addTask(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "holdfast-halt-guard", () -> {
            if (jvmIsToExit(system, shutdown)) {
                Workers guard = threads.workers("holdfast-halt-guard", 1);
                guard.execute(() -> haltUnlessTerminated(system, limit));
                guard.close();
            }
            return CompletableFuture.completedStage(Done.getInstance());
        });
    }

    private static boolean jvmIsToExit(ExtendedActorSystem system, CoordinatedShutdown shutdown) {
        boolean byJvm = shutdown.getShutdownReason()
                .filter(reason -> reason == CoordinatedShutdown.jvmExitReason())
                .isPresent();
        return byJvm || system.settings().config().getBoolean("pekko.coordinated-shutdown.exit-jvm");
    }

    private static void haltUnlessTerminated(ExtendedActorSystem system, Duration limit) {
        try {
            system.getWhenTerminated().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.error(
                    "the actor system {} did not terminate within {} (holdfast.runtime.halt-after): a thread is stuck;"
                            + " the JVM is halted",
                    system.name(),
                    limit);
            Runtime.getRuntime().halt(EXIT_CODE);
        } catch (InterruptedException | ExecutionException e) {
            LOG.error("waiting for the end of actor system {} failed", system.name(), e);
        }
    }
}
