package dev.holdfast.persistence.journal;

import dev.holdfast.host.Clock;
import dev.holdfast.persistence.journal.Envelope.Part;
import dev.holdfast.persistence.log.StoredRecord;
import java.util.Optional;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.Serialization$;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;

/** Turns Pekko's representation of an event into bytes and back, with the serializers the system is configured with. */
final class ReprCodec {

    private final ExtendedActorSystem system;
    private final Serialization serialization;
    private final Clock clock;

    ReprCodec(ActorSystem system, Clock clock) {
        this.system = (ExtendedActorSystem) system;
        this.serialization = SerializationExtension.get(system);
        this.clock = clock;
    }

    byte[] toBytes(PersistentRepr repr) {
        Object payload = repr.payload() instanceof Tagged tagged ? tagged.payload() : repr.payload();
        Optional<Part> metadata = repr.metadata().isDefined()
                ? Optional.of(serialize(repr.metadata().get()))
                : Optional.empty();
        return new Envelope(
                        clock.now().toEpochMilli(), repr.writerUuid(), repr.manifest(), serialize(payload), metadata)
                .toBytes();
    }

    PersistentRepr toRepr(StoredRecord record) {
        Envelope envelope = Envelope.of(record);
        PersistentRepr repr = PersistentRepr.apply(
                        deserialize(envelope.payload()),
                        record.sequence(),
                        record.id(),
                        envelope.adapterManifest(),
                        false,
                        ActorRef.noSender(),
                        envelope.writer())
                .withTimestamp(envelope.timestamp());
        return envelope.metadata().isPresent()
                ? repr.withMetadata(deserialize(envelope.metadata().get()))
                : repr;
    }

    private Part serialize(Object value) {
        return Serialization$.MODULE$.withTransportInformation(system, () -> {
            Serializer serializer = serialization.findSerializerFor(value);
            return new Part(
                    serializer.identifier(), Serializers.manifestFor(serializer, value), serializer.toBinary(value));
        });
    }

    private Object deserialize(Part part) {
        return serialization
                .deserialize(part.bytes(), part.serializer(), part.manifest())
                .get();
    }
}
