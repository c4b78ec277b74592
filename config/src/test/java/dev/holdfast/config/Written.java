package dev.holdfast.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A configuration file as a user writes it, over {@code reference.conf}. */
record Written(Path file) {
    static final String MIRROR = "holdfast.persistence.mirrors = [\"/data/holdfast\"]";

    static Written in(Path directory, String... lines) {
        return named("application.conf", directory, lines);
    }

    static Written named(String name, Path directory, String... lines) {
        try {
            return new Written(Files.writeString(directory.resolve(name), String.join("\n", lines)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Config config() {
        return ConfigFactory.parseFile(file.toFile()).withFallback(ConfigFactory.parseResources("reference.conf"));
    }

    HoldfastSettings settings() {
        return HoldfastSettings.from(config());
    }

    /** The problems' texts, with the directory of the file left out. */
    List<String> problems() {
        return refusal().problems().stream()
                .map(problem -> problem.toString().replace(file.getParent() + "/", ""))
                .toList();
    }

    ConfigurationException refusal() {
        return catchThrowableOfType(ConfigurationException.class, this::settings);
    }
}
