package dev.holdfast.console.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Data as JSON: one object whose members are the sections, or an object a line for each row and each set of values. */
final class JsonDocument implements Document {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .build()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .setCodec(new ObjectMapper().disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE));

    private final PrintWriter out;
    private final JsonGenerator json;
    private final boolean lines;
    private boolean inList;

    private JsonDocument(PrintWriter out, JsonGenerator json, boolean lines) {
        this.out = out;
        this.json = json;
        this.lines = lines;
    }

    static Document whole(PrintWriter out) {
        try {
            JsonGenerator json = FACTORY.createGenerator(out).setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            return new JsonDocument(out, json, false);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    static Document lines(PrintWriter out) {
        try {
            return new JsonDocument(out, FACTORY.createGenerator(out).setRootValueSeparator(null), true);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public Listing list(String name, String type, List<Column> columns) {
        try {
            endList();
            if (!lines) {
                json.writeArrayFieldStart(name);
                inList = true;
            }
            return row -> object(type, row);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void values(String name, Map<String, ?> values, String text) {
        try {
            endList();
            if (!lines) {
                json.writeFieldName(name);
            }
            object(name, values);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void object(String type, Map<String, ?> members) {
        try {
            json.writeStartObject();
            if (lines) {
                json.writeStringField("type", type);
            }
            writeMembers(members);
            json.writeEndObject();
            if (lines) {
                json.writeRaw('\n');
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void writeMembers(Map<?, ?> members) throws IOException {
        for (Map.Entry<?, ?> member : members.entrySet()) {
            json.writeFieldName(String.valueOf(member.getKey()));
            write(member.getValue());
        }
    }

    private void write(Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            writeMembers(map);
            json.writeEndObject();
        } else if (value instanceof Collection<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(element);
            }
            json.writeEndArray();
        } else if (value instanceof JsonNode tree) {
            json.writeTree(tree);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number) {
            json.writeNumber(number.doubleValue());
        } else {
            json.writeString(value.toString());
        }
    }

    private void endList() throws IOException {
        if (inList) {
            json.writeEndArray();
            inList = false;
        }
    }

    @Override
    public void close() {
        try {
            endList();
            if (!lines) {
                json.writeEndObject();
                json.writeRaw('\n');
            }
            json.flush();
            out.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("JSON could not be written", e);
    }
}
