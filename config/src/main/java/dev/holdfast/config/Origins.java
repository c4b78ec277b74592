package dev.holdfast.config;

import com.typesafe.config.ConfigOrigin;
import java.util.Optional;
import java.util.OptionalInt;

/** Where a value was written. */
final class Origins {

    private Origins() {}

    static Problem problem(ConfigOrigin origin, String path, String wrong, String allowed) {
        return new Problem(source(origin), line(origin), path, wrong, allowed);
    }

    /** For example {@code application.conf:12}. */
    static String place(ConfigOrigin origin) {
        OptionalInt line = line(origin);
        return line.isPresent() ? source(origin) + ":" + line.getAsInt() : source(origin);
    }

    /** The file's path, the resource's name, or what Typesafe config calls another source, without its line. */
    private static String source(ConfigOrigin origin) {
        return Optional.ofNullable(origin.resource())
                .orElseGet(() -> origin.description().replaceFirst(": " + origin.lineNumber() + "$", ""));
    }

    private static OptionalInt line(ConfigOrigin origin) {
        return origin.lineNumber() > 0 ? OptionalInt.of(origin.lineNumber()) : OptionalInt.empty();
    }
}
