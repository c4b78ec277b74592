package dev.holdfast.persistence.log;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants of the committer. Requests of one id are decided in the order they were submitted, and completed
 * after the force of the frame their group was written as.
 */
abstract class Request<T extends @Nullable Object> {

    /** What the caller waits for. */
    final CompletableFuture<T> promise = new CompletableFuture<>();

    private Optional<LogException> undecided = Optional.empty();

    /** Whose records it is about. */
    abstract String id();

    /** How many records it adds at most. */
    int records() {
        return 0;
    }

    /** How many bytes it adds at most. */
    long bytes() {
        return 0;
    }

    /** Decides; a lookup that fails fails this request alone. */
    final void tryDecide(Fence fence, FrameBuilder frame) {
        try {
            decide(fence, frame);
        } catch (LogException e) {
            undecided = Optional.of(e);
        }
    }

    /** Everything decided until now is durable. */
    final void succeed() {
        undecided.ifPresentOrElse(promise::completeExceptionally, this::complete);
    }

    /**
     * Adds its records to the frame, if it may.
     *
     * @throws LogException if what is stored cannot be looked up; then it has added nothing
     */
    abstract void decide(Fence fence, FrameBuilder frame);

    /** It was decided, and everything decided until now is durable. */
    abstract void complete();

    /** Its group could not be stored. */
    void fail(LogException reason) {
        promise.completeExceptionally(reason);
    }
}
