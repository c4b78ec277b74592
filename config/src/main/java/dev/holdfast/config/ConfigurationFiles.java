package dev.holdfast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import dev.holdfast.config.Findings.Scope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Checks configuration files outside of an actor system, before it starts.
 *
 * <p>Stricter than starting: a wrong value counts also where another file, or the one that includes it, replaces it; so
 * do two different values of a key in one file, and a misspelt root section. A file that cannot be parsed, or an include
 * that fails, is left out; then nothing is said of what might be missing or not fit without it.
 */
public final class ConfigurationFiles {
    private static final String ROOT = "holdfast";
    private static final int TYPING_ERRORS = 2;

    private ConfigurationFiles() {}

    /**
     * Reads files over {@code reference.conf}, without system properties.
     *
     * @param files at least one; each overrides those before it
     * @throws ConfigurationException with all that is wrong in any of them
     */
    public static CheckedConfiguration read(List<Path> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("there is no configuration file to check");
        }
        Findings findings = new Findings();
        List<ConfigurationFile> parsed =
                files.stream().map(file -> FileParser.parse(file, findings)).toList();
        Config reference = ConfigFactory.parseResources(ConfigurationFiles.class.getClassLoader(), "reference.conf");

        findings.judging(Scope.VALUES);
        parsed.forEach(file -> checkAlone(file, reference, findings));

        boolean complete = parsed.stream().allMatch(ConfigurationFile::isComplete);
        findings.judging(complete ? Scope.WHOLE : Scope.VALUES);
        Config all = reference;
        for (ConfigurationFile file : parsed) {
            all = file.layer().withFallback(all);
        }
        Optional<Config> resolved = Resolution.of(all, findings);
        Optional<HoldfastSettings> settings = resolved.flatMap(config -> settings(config.root(), findings));
        findings.throwIfAny();
        return new CheckedConfiguration(settings.orElseThrow(), resolved.orElseThrow());
    }

    private static Optional<HoldfastSettings> settings(ConfigObject root, Findings findings) {
        return HoldfastSettings.from(Section.root(root, findings).section(ROOT));
    }

    /** Substitutions are left as they are: what they stand for is seen in the whole. */
    private static void checkAlone(ConfigurationFile file, Config reference, Findings findings) {
        file.parts().forEach(part -> {
            settings(part.withFallback(reference).toConfig().root(), findings);
            part.forEach((key, value) -> checkRoot(key, value, findings));
        });
        file.content().ifPresent(content -> Repetition.report(file, content, findings));
    }

    /** Other root sections are others' business, unless somebody seems to mean ours. */
    private static void checkRoot(String key, ConfigValue value, Findings findings) {
        int distance = new LevenshteinDistance(TYPING_ERRORS).apply(key, ROOT);
        if (distance > 0 && value instanceof ConfigObject) {
            findings.add(value.origin(), key, "is unknown", "did you mean " + ROOT + "?");
        }
    }
}
