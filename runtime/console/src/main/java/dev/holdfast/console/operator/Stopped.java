package dev.holdfast.console.operator;

import dev.holdfast.console.journal.LogDirectory;
import dev.holdfast.host.Host;
import dev.holdfast.operator.StoppedSystem;
import dev.holdfast.persistence.file.Disk;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Works on the log of a stopped system, which nobody else has open meanwhile. */
public final class Stopped {

    private Stopped() {}

    /** Opens the system, has something done, waits for it, and closes the system again. */
    public static <T> T system(LogDirectory directory, Function<StoppedSystem, CompletionStage<T>> work) {
        try (StoppedSystem system = StoppedSystem.open(directory.path(), Disk.system(), Host.system())) {
            return work.apply(system).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }
}
