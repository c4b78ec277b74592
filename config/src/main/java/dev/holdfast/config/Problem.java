package dev.holdfast.config;

import java.util.OptionalInt;

/**
 * One thing that is wrong in the configuration.
 *
 * @param origin the file, resource or other source (for example {@code system properties}) that holds the value
 * @param line the line in it, from 1; empty when the source has no lines
 * @param path the full path of the key, for example {@code holdfast.segments.default.backoff.min}
 * @param wrong what is wrong, for example {@code = -5s} or {@code is unknown}
 * @param allowed what would be right
 */
public record Problem(String origin, OptionalInt line, String path, String wrong, String allowed) {

    /** For example {@code application.conf:12: holdfast.persistence.readers = -1: must be a whole number from 1 to 64}. */
    @Override
    public String toString() {
        String place = line.isPresent() ? origin + ":" + line.getAsInt() : origin;
        return place + ": " + path + " " + wrong + ": " + allowed;
    }
}
