package dev.holdfast.persistence.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * What was found when a checkpoint was looked for.
 *
 * @param found the newest of those wanted that is whole
 * @param skipped the newer ones that cannot be used, newest first; to be reported by whoever asked
 */
public record Lookup(Optional<Found> found, List<DamagedCheckpoint> skipped) {

    /**
     * A checkpoint that is as it was saved.
     *
     * @param name which one
     * @param checkpoint what it holds
     */
    public record Found(CheckpointName name, Checkpoint checkpoint) {}

    public Lookup {
        skipped = List.copyOf(skipped);
    }
}
