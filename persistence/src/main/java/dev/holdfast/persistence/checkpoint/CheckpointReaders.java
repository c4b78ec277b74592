package dev.holdfast.persistence.checkpoint;

import dev.holdfast.host.FatalErrors;
import dev.holdfast.host.Workers;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;

/** Looks for checkpoints on the reader threads. Safe for use by any thread. */
final class CheckpointReaders {

    private final CheckpointFiles files;
    private final CheckpointIndex index;
    private final Workers workers;
    private volatile boolean closed;

    CheckpointReaders(CheckpointFiles files, CheckpointIndex index, Workers workers) {
        this.files = files;
        this.index = index;
        this.workers = workers;
    }

    CompletionStage<Lookup> find(String id, Predicate<CheckpointName> wanted) {
        List<CheckpointName> names = index.newestFirst(id);
        CompletableFuture<Lookup> promise = new CompletableFuture<>();
        try {
            workers.execute(() -> {
                try {
                    promise.complete(lookUp(id, names, wanted));
                } catch (RuntimeException | Error e) {
                    promise.completeExceptionally(e);
                    FatalErrors.rethrow(e);
                }
            });
        } catch (RejectedExecutionException e) {
            promise.completeExceptionally(notRead(id, e));
        }
        return promise;
    }

    private Lookup lookUp(String id, List<CheckpointName> names, Predicate<CheckpointName> wanted) {
        List<DamagedCheckpoint> skipped = new ArrayList<>();
        for (CheckpointName name : names) {
            if (wanted.test(name)) {
                try {
                    return new Lookup(Optional.of(new Lookup.Found(name, files.read(name, id))), skipped);
                } catch (IOException e) {
                    if (closed) {
                        throw notRead(id, e);
                    }
                    if (index.contains(name)) { // else it was deleted in the meantime
                        skipped.add(new DamagedCheckpoint(files.path(name), id, name.sequence(), finding(e)));
                    }
                }
            }
        }
        return new Lookup(Optional.empty(), skipped);
    }

    private static String finding(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "its file is gone";
        }
        return e instanceof MisfitException ? String.valueOf(e.getMessage()) : "it cannot be read (" + e + ")";
    }

    private static CheckpointException notRead(String id, Exception cause) {
        return new CheckpointException(
                "Checkpoints of " + id + " were not read, for the store is closed; open it again", cause);
    }

    /** Takes no more; those under way may fail when the directory is closed. */
    void close() {
        closed = true;
        workers.close();
    }
}
