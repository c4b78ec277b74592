package dev.holdfast.persistence.checkpoint;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Where states are kept, so that a recovery need not fold a whole journal. A checkpoint is a help and never the record:
 * one that is damaged is skipped and reported (K10). Safe for use by any thread; what depends on the stages must not block.
 */
public interface Checkpoints {

    /**
     * Saves a checkpoint.
     *
     * @return completes once it is durable, with its name; fails with {@link CheckpointException} if it was not saved,
     *     or may not have been
     */
    CompletionStage<CheckpointName> save(Checkpoint checkpoint);

    /**
     * Reads the newest checkpoint of an id that is whole. If it turns out not to fit the journal, look below it for an
     * older one.
     *
     * @param bound only those older than this one are looked for
     * @return what was found and what had to be skipped; fails when checkpoints cannot be read
     */
    CompletionStage<Lookup> findBelow(String id, Optional<CheckpointName> bound);

    /**
     * Deletes all but the newest checkpoints of an id.
     *
     * @param count how many are kept, at least 1
     * @return completes once the others are gone durably; fails with {@link CheckpointException} if they may not be
     */
    CompletionStage<@Nullable Void> keepNewest(String id, int count);

    /**
     * Deletes old checkpoints of an id.
     *
     * @param sequence those of lower sequence numbers go
     * @return as of {@link #keepNewest}
     */
    CompletionStage<@Nullable Void> deleteBelow(String id, long sequence);

    /** Refuses to keep none. */
    static void requireSome(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1; it is " + count);
        }
    }
}
