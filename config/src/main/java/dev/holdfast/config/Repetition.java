package dev.holdfast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Optional;

/**
 * Finds keys that one file sets twice, to different values. HOCON lets the later one win in silence, which is what a
 * second file is for; in one file it is a mistake.
 *
 * <p>Typesafe config keeps only the value that won, and its line. So the text above that line is parsed again, with as
 * many braces behind it as it has left open: what the key has there is what was overridden. A value that refers to an
 * earlier one ({@code ${?FROM_ENVIRONMENT}}, {@code +=}) is meant to have one and is left alone.
 */
final class Repetition {
    private static final ConfigParseOptions ALONE =
            ConfigParseOptions.defaults().setIncluder(Includes.ignored());

    private Repetition() {}

    static void report(ConfigurationFile file, ConfigObject content, Findings findings) {
        for (String path : List.copyOf(findings.allowed().keySet())) {
            Optional<ConfigValue> value = leaf(content, path);
            Optional<ConfigValue> before = value.flatMap(last -> before(file, path, last));
            if (before.isPresent() && value.isPresent()) {
                findings.add(
                        value.get().origin(),
                        path,
                        "= " + Values.shown(value.get()),
                        "must be set once in a file, line "
                                + Place.of(before.get().origin()).line().orElse(1) + " says "
                                + Values.shown(before.get()));
            }
        }
    }

    private static Optional<ConfigValue> leaf(ConfigObject content, String path) {
        return path.contains("[")
                ? Optional.empty()
                : Values.find(content, path).filter(Repetition::isLiteral);
    }

    private static boolean isLiteral(ConfigValue value) {
        try {
            value.unwrapped();
            return !(value instanceof ConfigObject);
        } catch (ConfigException.NotResolved e) {
            return false;
        }
    }

    /** What the file had set the key to before {@code last}, if it differs. */
    private static Optional<ConfigValue> before(ConfigurationFile file, String path, ConfigValue last) {
        Place place = Place.of(last.origin());
        if (place.line().isEmpty() || !place.source().equals(file.name())) {
            return Optional.empty();
        }
        String above = String.join("\n", file.lines().subList(0, place.line().getAsInt() - 1));
        int most = path.split("\\.").length + 1;
        for (int braces = 0; braces < most; braces++) {
            Optional<ConfigObject> parsed = parsed(above + "\n" + "}".repeat(braces));
            if (parsed.isPresent()) {
                return parsed.flatMap(object -> leaf(object, path))
                        .filter(value -> !value.unwrapped().equals(last.unwrapped()));
            }
        }
        return Optional.empty();
    }

    private static Optional<ConfigObject> parsed(String text) {
        try {
            Config config = ConfigFactory.parseString(text, ALONE);
            return Optional.of(config.root());
        } catch (ConfigException notClosed) {
            return Optional.empty();
        }
    }
}
