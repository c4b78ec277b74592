package dev.holdfast.persistence.checkpoint;

import dev.holdfast.persistence.entry.Serialized;
import java.util.Optional;

/**
 * A snapshot of any persistent actor, as Pekko's snapshot store plugin is given it. Nothing ties it to a history but
 * its id, its sequence number and the log it lies beside.
 *
 * @param digest the digest of the snapshot's bytes
 * @param snapshot the actor's state
 * @param metadata what Pekko's metadata hold besides id, sequence number and timestamp
 */
public record PekkoSnapshot(Digest digest, Serialized snapshot, Optional<Serialized> metadata)
        implements Checkpoint.Content {

    /** The same with the digest of the snapshot as it is now. */
    public static PekkoSnapshot of(Serialized snapshot, Optional<Serialized> metadata) {
        return new PekkoSnapshot(Digest.of(snapshot.bytes()), snapshot, metadata);
    }

    @Override
    public byte[] bytes() {
        return snapshot.bytes();
    }
}
