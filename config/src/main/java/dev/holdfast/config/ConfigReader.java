package dev.holdfast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a whole configuration: everything is right, or everything that is wrong is thrown at once. */
final class ConfigReader {

    private ConfigReader() {}

    static <T> T read(Config config, Function<Section, Optional<T>> reader) {
        List<Problem> problems = new ArrayList<>();
        Optional<T> settings = resolved(config, problems).flatMap(root -> reader.apply(Section.root(root, problems)));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return settings.orElseThrow();
    }

    private static Optional<ConfigObject> resolved(Config config, List<Problem> problems) {
        try {
            return Optional.of(config.resolve().root());
        } catch (ConfigException e) {
            problems.add(Origins.problem(
                    Optional.ofNullable(e.origin()).orElse(config.origin()),
                    "a substitution",
                    "cannot be resolved",
                    Optional.ofNullable(e.getMessage()).orElse("define what it refers to")));
            return Optional.empty();
        }
    }
}
