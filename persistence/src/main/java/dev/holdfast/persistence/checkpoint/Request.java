package dev.holdfast.persistence.checkpoint;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Something the writer is asked to do to the directory. All methods but the constructor are called by the writer. */
abstract class Request<T extends @Nullable Object> {

    final CompletableFuture<T> promise = new CompletableFuture<>();

    /**
     * Changes names in the directory.
     *
     * @return whether it changed any, so that the directory must be forced
     */
    abstract boolean carryOut() throws IOException;

    /** Its changes are durable. */
    abstract void complete();

    /** Whether its changes are durable is not known: the directory could not be forced. */
    abstract void undo(Throwable failure);

    /** Says what did not happen, and why. */
    abstract CheckpointException refusal(Throwable cause);

    final void fail(Throwable cause) {
        promise.completeExceptionally(refusal(cause));
    }
}
