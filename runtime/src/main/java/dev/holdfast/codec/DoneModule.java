package dev.holdfast.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.apache.pekko.Done;

/** Lets a command reply {@link Done}, which Pekko's own Jackson modules do not know: an empty object. */
final class DoneModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    DoneModule() {
        super("holdfast-done");
        addSerializer(Done.class, new Writer());
        addDeserializer(Done.class, new Reader());
    }

    private static final class Writer extends StdSerializer<Done> {
        private static final long serialVersionUID = 1L;

        private Writer() {
            super(Done.class);
        }

        @Override
        public void serialize(Done done, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeStartObject();
            out.writeEndObject();
        }
    }

    private static final class Reader extends StdDeserializer<Done> {
        private static final long serialVersionUID = 1L;

        private Reader() {
            super(Done.class);
        }

        @Override
        public Done deserialize(JsonParser in, DeserializationContext context) throws IOException {
            in.skipChildren();
            return Done.getInstance();
        }
    }
}
