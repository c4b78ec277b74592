package dev.holdfast.persistence.journal;

import dev.holdfast.host.Clock;
import dev.holdfast.persistence.entry.Serialized;
import dev.holdfast.persistence.log.StoredRecord;
import java.util.Optional;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;

/** Turns Pekko's representation of an event into bytes and back, with the serializers the system is configured with. */
final class ReprCodec {

    private final ObjectCodec objects;
    private final Clock clock;

    ReprCodec(ActorSystem system, Clock clock) {
        this.objects = new ObjectCodec(system);
        this.clock = clock;
    }

    byte[] toBytes(PersistentRepr repr) {
        Object payload = repr.payload() instanceof Tagged tagged ? tagged.payload() : repr.payload();
        Optional<Serialized> metadata = repr.metadata().isDefined()
                ? Optional.of(objects.serialize(repr.metadata().get()))
                : Optional.empty();
        return new Envelope(
                        clock.now().toEpochMilli(),
                        repr.writerUuid(),
                        repr.manifest(),
                        objects.serialize(payload),
                        metadata)
                .toBytes();
    }

    PersistentRepr toRepr(StoredRecord record) {
        Envelope envelope = Envelope.of(record);
        PersistentRepr repr = PersistentRepr.apply(
                        objects.deserialize(envelope.payload()),
                        record.sequence(),
                        record.id(),
                        envelope.adapterManifest(),
                        false,
                        ActorRef.noSender(),
                        envelope.writer())
                .withTimestamp(envelope.timestamp());
        return envelope.metadata().isPresent()
                ? repr.withMetadata(objects.deserialize(envelope.metadata().get()))
                : repr;
    }
}
