package dev.holdfast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The keys of Holdfast in the {@code reference.conf} of each of its modules, for documentation. */
public final class Reference {
    private static final String FILE = "reference.conf";
    private static final String ROOT = "holdfast";
    private static final String REQUIRED = "holdfast.persistence.mirrors = [\"/var/lib/holdfast\"]";

    private final Map<String, String> printed;
    private final Map<String, String> allowed;
    private final List<SettingKey> keys = new ArrayList<>();

    private Reference(Map<String, String> printed, Map<String, String> allowed) {
        this.printed = printed;
        this.allowed = allowed;
    }

    /**
     * All keys below {@code holdfast} of the modules on the class path: those the checker checks, then those it leaves to
     * others; sections and keys in the order of their file.
     */
    public static List<SettingKey> keys() {
        Config all = ConfigFactory.parseString(REQUIRED)
                .withFallback(ConfigFactory.parseResources(Reference.class.getClassLoader(), FILE))
                .resolve();
        Findings findings = new Findings();
        HoldfastSettings defaults = HoldfastSettings.from(
                        Section.root(all.root(), findings).section(ROOT))
                .orElseThrow();
        Map<String, String> printed = Printer.print(defaults, path -> "").stream()
                .collect(Collectors.toMap(EffectiveValue::path, EffectiveValue::hocon));
        Reference reference = new Reference(printed, findings.allowed());
        files().stream()
                .sorted(Comparator.comparing(file -> !file.containsKey("runtime") || !file.containsKey("persistence")))
                .forEach(file -> reference.add(ROOT, file));
        return List.copyOf(reference.keys);
    }

    private static List<ConfigObject> files() {
        try {
            List<URL> found = Collections.list(Reference.class.getClassLoader().getResources(FILE));
            return found.stream()
                    .map(url -> ConfigFactory.parseURL(url).root().get(ROOT))
                    .flatMap(value -> value instanceof ConfigObject ours
                            ? Optional.of(ours).stream()
                            : Optional.<ConfigObject>empty().stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the reference.conf files on the class path cannot be listed", e);
        }
    }

    private void add(String path, ConfigObject section) {
        keys.add(new SettingKey(path, comment(section), Optional.empty(), Optional.empty()));
        List<Map.Entry<String, ConfigValue>> entries = new ArrayList<>(section.entrySet());
        entries.sort(Comparator.comparingInt(
                entry -> Place.of(entry.getValue().origin()).line().orElse(0)));
        for (Map.Entry<String, ConfigValue> entry : entries) {
            if (!(entry.getValue() instanceof ConfigObject)) {
                addValue(path + "." + ConfigUtil.joinPath(entry.getKey()), entry.getValue());
            }
        }
        for (Map.Entry<String, ConfigValue> entry : entries) {
            if (entry.getValue() instanceof ConfigObject inner) {
                add(path + "." + ConfigUtil.joinPath(entry.getKey()), inner);
            }
        }
    }

    private void addValue(String path, ConfigValue value) {
        boolean empty = Values.isResolved(value)
                && Values.list(value).filter(List::isEmpty).isPresent();
        String shown =
                Optional.ofNullable(printed.get(path)).filter(text -> !empty).orElseGet(() -> written(value));
        keys.add(new SettingKey(path, comment(value), Optional.of(shown), Optional.ofNullable(allowed.get(path))));
    }

    private static String written(ConfigValue value) {
        return Values.isResolved(value) ? Values.shown(value) : value.render(ConfigRenderOptions.concise());
    }

    private static String comment(ConfigValue value) {
        return value.origin().comments().stream().map(String::strip).collect(Collectors.joining("\n"));
    }
}
