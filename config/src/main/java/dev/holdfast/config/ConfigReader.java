package dev.holdfast.config;

import com.typesafe.config.Config;
import java.util.Optional;
import java.util.function.Function;

/** Reads a whole configuration: everything is right, or everything that is wrong is thrown at once. */
final class ConfigReader {

    private ConfigReader() {}

    static <T> T read(Config config, Function<Section, Optional<T>> reader) {
        Findings findings = new Findings();
        Optional<T> settings = Resolution.of(config, findings)
                .flatMap(resolved -> reader.apply(Section.root(resolved.root(), findings)));
        findings.throwIfAny();
        return settings.orElseThrow();
    }
}
