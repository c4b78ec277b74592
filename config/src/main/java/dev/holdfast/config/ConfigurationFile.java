package dev.holdfast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file as far as it could be parsed.
 *
 * @param name as it was given
 * @param lines its text
 * @param content what it says, with what it includes; empty when it could not be parsed
 * @param included what each file says that it includes, directly or not
 * @param isComplete whether nothing of it was left out
 */
record ConfigurationFile(
        String name,
        List<String> lines,
        Optional<ConfigObject> content,
        List<ConfigObject> included,
        boolean isComplete) {

    /** What it adds to a configuration. */
    Config layer() {
        return content.map(ConfigObject::toConfig).orElse(ConfigFactory.empty());
    }

    /** What its files say one by one, so that a value that another one replaces is seen, too. */
    Stream<ConfigObject> parts() {
        return Stream.concat(content.stream(), included.stream());
    }
}
