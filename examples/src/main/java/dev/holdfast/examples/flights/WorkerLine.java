package dev.holdfast.examples.flights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;

/**
 * What the worker tells the driver, a line of JSON each.
 *
 * @param at what it has reached
 * @param next the number of the next row to feed, from 1
 * @param unavailable how often a component refused for the time being, in this process so far
 * @param text what went wrong; empty when nothing did
 */
record WorkerLine(At at, long next, long unavailable, String text) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the worker has reached. */
    enum At {
        /** It knows where to go on. */
        STARTED,
        /** Another batch is fed. */
        FEEDING,
        /** All rows are fed. */
        FED,
        /** It waits for the last arrivals. */
        SETTLING,
        /** Every effect is settled; it ends. */
        SETTLED,
        /** It gives up. */
        FAILED
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a line. */
    static WorkerLine parse(String json) throws RunFailedException {
        try {
            return JSON.readValue(json, WorkerLine.class);
        } catch (JsonProcessingException e) {
            throw new RunFailedException("the worker wrote what is no message: " + json, e);
        }
    }
}
