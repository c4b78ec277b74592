package dev.holdfast.codec;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.typesafe.config.Config;
import java.util.Optional;
import org.apache.pekko.actor.ReflectiveDynamicAccess;
import org.apache.pekko.serialization.jackson.JacksonObjectMapperFactory;
import org.apache.pekko.serialization.jackson.JacksonObjectMapperProvider;
import scala.Option;

/** Jackson for users' values: in an actor system, and for tools that read them without one. */
public final class Mappers {

    private static final String CBOR = "jackson-cbor";

    private Mappers() {}

    /**
     * The mapper that a system stores values with, the one of Pekko's serializer. It is asked for with its format: whoever
     * asks first for a name without one makes it a mapper of JSON.
     */
    public static ObjectMapper cbor(JacksonObjectMapperProvider jackson) {
        return jackson.getOrCreate(CBOR, Optional.of(new CBORFactory()));
    }

    /**
     * The mapper that a system with this configuration stores its values with. What an application sets up in its code,
     * with a {@code JacksonObjectMapperProviderSetup}, is not known here.
     *
     * @param config with {@code pekko.serialization.jackson}
     * @param loader finds the Jackson modules that it names
     */
    public static ObjectMapper cbor(Config config, ClassLoader loader) {
        return JacksonObjectMapperProvider.createObjectMapper(
                CBOR,
                Option.apply(new CBORFactory()),
                new JacksonObjectMapperFactory(),
                JacksonObjectMapperProvider.configForBinding(CBOR, config),
                new ReflectiveDynamicAccess(loader),
                Option.empty());
    }
}
