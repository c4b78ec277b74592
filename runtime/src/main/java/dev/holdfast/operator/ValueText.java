package dev.holdfast.operator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.holdfast.persistence.entry.Encoded;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** Users' values for people, without their classes. */
final class ValueText {

    private static final ObjectMapper JSON = strict(new ObjectMapper(new JsonFactory()));
    private static final ObjectMapper CBOR = strict(new ObjectMapper(new CBORFactory()));

    private ValueText() {}

    private static ObjectMapper strict(ObjectMapper mapper) {
        return mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** A value as JSON: components store CBOR; what is JSON already is shown as it is. */
    static Optional<String> json(Encoded value) {
        return Stream.of(JSON, CBOR)
                .flatMap(mapper -> read(mapper, value.bytes()).stream())
                .findFirst()
                .map(JsonNode::toString);
    }

    /** Bytes that are not of this format are no fault: another is tried. */
    private static Optional<JsonNode> read(ObjectMapper mapper, byte[] bytes) {
        try {
            JsonNode node = mapper.readTree(bytes);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
