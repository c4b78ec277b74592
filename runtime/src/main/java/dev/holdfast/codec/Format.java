package dev.holdfast.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.holdfast.persistence.entry.Encoded;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How values of one type are written, always in its current version, and read, in any version so far: an older one is
 * brought up to date step by step before it becomes a value. Safe for use by any thread.
 */
final class Format {

    private final String component;
    private final String name;
    private final Class<?> type;
    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final List<UnaryOperator<JsonNode>> upgrades;
    private volatile boolean proven;

    Format(String component, ObjectMapper mapper, String name, Type type, List<UnaryOperator<JsonNode>> upgrades) {
        JavaType javaType = mapper.constructType(type);
        this.component = component;
        this.name = name;
        this.type = javaType.getRawClass();
        this.writer = mapper.writerFor(javaType);
        this.reader = mapper.readerFor(javaType);
        this.upgrades = upgrades;
    }

    String name() {
        return name;
    }

    Class<?> type() {
        return type;
    }

    private int version() {
        return upgrades.size() + 1;
    }

    /** As bytes; the first value written is read back. */
    Encoded writeProven(Object value) {
        Encoded encoded = write(value);
        if (!proven) {
            read(encoded);
            proven = true;
        }
        return encoded;
    }

    Encoded write(Object value) {
        try {
            return new Encoded(name, version(), writer.writeValueAsBytes(value));
        } catch (JsonProcessingException | RuntimeException e) {
            throw new CodecException(
                    "component '" + component + "': " + value.getClass().getName()
                            + " cannot be serialized by Jackson: " + e.getMessage(),
                    e);
        }
    }

    Object read(Encoded stored) {
        if (stored.version() > version()) {
            throw new CodecException("component '" + component + "': " + stored
                    + " is of a version this software does not know (it knows up to " + version()
                    + "): was it written by a newer one?");
        }
        if (stored.version() == version()) {
            return value(stored, () -> reader.readValue(stored.bytes()));
        }
        JsonNode upgraded = upgraded(stored);
        return value(stored, () -> reader.readValue(upgraded));
    }

    private JsonNode upgraded(Encoded stored) {
        JsonNode tree = value(stored, () -> reader.readTree(stored.bytes()));
        for (int from = stored.version(); from < version(); from++) {
            tree = upgraded(stored, tree, from);
        }
        return tree;
    }

    private JsonNode upgraded(Encoded stored, JsonNode tree, int from) {
        JsonNode next;
        try {
            next = upgrades.get(from - 1).apply(tree);
        } catch (RuntimeException e) {
            throw new CodecException(
                    "component '" + component + "': the upgrade of " + type.getName() + " from version " + from
                            + " failed on " + stored + ": " + e.getMessage(),
                    e);
        }
        if (next == null) {
            throw new CodecException("component '" + component + "': the upgrade of " + type.getName()
                    + " from version " + from + " gives null for " + stored + "; it must return the value");
        }
        return next;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    private <T> T value(Encoded stored, Reading<T> reading) {
        T value;
        try {
            value = reading.read();
        } catch (IOException | RuntimeException e) {
            throw new CodecException(
                    "component '" + component + "': " + stored + " cannot be read by Jackson as " + type.getName()
                            + ": " + e.getMessage(),
                    e);
        }
        if (value == null) {
            throw new CodecException("component '" + component + "': " + stored + " is read by Jackson as null, not as "
                    + type.getName());
        }
        return value;
    }
}
