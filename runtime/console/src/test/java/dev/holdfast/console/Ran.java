package dev.holdfast.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** A command that was run in this process. */
public record Ran(int code, String out, String err) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public static Ran holdfast(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        int code = HoldfastCommand.run(new PrintWriter(out), new PrintWriter(err), words);
        return new Ran(code, out.toString(), err.toString());
    }

    /** Its data as one JSON value. */
    public JsonNode json() {
        return parsed(out);
    }

    /** Its data as a JSON value a line. */
    public List<JsonNode> lines() {
        return out.lines().map(Ran::parsed).toList();
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }
}
