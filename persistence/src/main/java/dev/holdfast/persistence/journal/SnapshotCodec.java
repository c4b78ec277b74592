package dev.holdfast.persistence.journal;

import dev.holdfast.persistence.checkpoint.Checkpoint;
import dev.holdfast.persistence.checkpoint.PekkoSnapshot;
import dev.holdfast.persistence.entry.Serialized;
import java.util.Optional;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;

/** Turns Pekko's snapshots into checkpoints and back. */
final class SnapshotCodec {

    private final ObjectCodec objects;

    SnapshotCodec(ActorSystem system) {
        this.objects = new ObjectCodec(system);
    }

    Checkpoint toCheckpoint(SnapshotMetadata metadata, Object snapshot) {
        Optional<Serialized> extra = metadata.metadata().isDefined()
                ? Optional.of(objects.serialize(metadata.metadata().get()))
                : Optional.empty();
        return new Checkpoint(
                metadata.persistenceId(),
                metadata.sequenceNr(),
                metadata.timestamp(),
                PekkoSnapshot.of(objects.serialize(snapshot), extra));
    }

    SelectedSnapshot toSnapshot(Checkpoint checkpoint) {
        if (!(checkpoint.content() instanceof PekkoSnapshot content)) {
            throw new IllegalArgumentException("it is the state of a Holdfast component: is " + checkpoint.id()
                    + " also the persistence id of another persistent actor?");
        }
        SnapshotMetadata metadata =
                new SnapshotMetadata(checkpoint.id(), checkpoint.sequence(), checkpoint.timestamp());
        return SelectedSnapshot.create(
                content.metadata()
                        .map(extra -> metadata.withMetadata(objects.deserialize(extra)))
                        .orElse(metadata),
                objects.deserialize(content.snapshot()));
    }
}
