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

    /** Whether it may raise the highest sequence number of its id. */
    boolean appends() {
        return false;
    }

    /** Whether space can be freed because of it. */
    boolean makesRoom() {
        return false;
    }

    /** Decides; a lookup that fails fails this request alone. */
    final void tryDecide(Fence fence, FrameBuilder frame) {
        try {
            decide(fence, frame);
        } catch (LogException e) {
            undecided = Optional.of(e);
        }
    }

    /**
     * Decides what may overtake all that waits for space; a lookup that fails leaves it as it is.
     *
     * @return whether it is done with that, and may be told so once the frame is durable
     */
    final boolean tryDecideAhead(Fence fence, FrameBuilder frame) {
        try {
            boolean done = decideAhead(fence, frame);
            undecided = done ? Optional.empty() : undecided;
            return done;
        } catch (LogException e) {
            return false;
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

    /**
     * Adds records to a frame that overtakes what was submitted before, such that make no difference to it. When its own
     * turn comes it is decided once more.
     *
     * @return whether nothing of it is left
     * @throws LogException if what is stored cannot be looked up; then it has added nothing
     */
    boolean decideAhead(Fence fence, FrameBuilder frame) {
        return false;
    }

    /** It was decided, and everything decided until now is durable. */
    abstract void complete();

    /** Its group could not be stored. */
    void fail(LogException reason) {
        promise.completeExceptionally(reason);
    }
}
