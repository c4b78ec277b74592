package dev.holdfast.config;

import com.typesafe.config.ConfigException;
import java.util.Optional;

/** What Typesafe config says when it fails: place and text, taken apart. */
final class ParseFailure {
    private static final int LONGEST = 400;
    private static final String TRACE = ". Trace: ";

    private ParseFailure() {}

    /** Where, if it says so. */
    static Optional<Place> place(ConfigException failure) {
        return Optional.ofNullable(failure.origin()).map(Place::of);
    }

    /** What, on one line, without the place. */
    static String message(ConfigException failure) {
        String message = Optional.ofNullable(failure.getMessage()).orElse(failure.toString());
        String place = Optional.ofNullable(failure.origin())
                .map(origin -> origin.description() + ": ")
                .orElse("");
        String text = message.startsWith(place) ? message.substring(place.length()) : message;
        int trace = text.indexOf(TRACE);
        String line = Values.onOneLine(trace < 0 ? text : text.substring(0, trace));
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
