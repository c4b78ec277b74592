package dev.holdfast.persistence.journal;

import dev.holdfast.persistence.entry.Serialized;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.Serialization$;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;

/** Turns any object into bytes and back, with the serializers the system is configured with. */
final class ObjectCodec {

    private final ExtendedActorSystem system;
    private final Serialization serialization;

    ObjectCodec(ActorSystem system) {
        this.system = (ExtendedActorSystem) system;
        this.serialization = SerializationExtension.get(system);
    }

    /** With transport information, so that actor references are written with their address. */
    Serialized serialize(Object value) {
        return Serialization$.MODULE$.withTransportInformation(system, () -> {
            Serializer serializer = serialization.findSerializerFor(value);
            return new Serialized(
                    serializer.identifier(), Serializers.manifestFor(serializer, value), serializer.toBinary(value));
        });
    }

    Object deserialize(Serialized object) {
        return serialization
                .deserialize(object.bytes(), object.serializer(), object.manifest())
                .get();
    }
}
