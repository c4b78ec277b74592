package dev.holdfast.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Reads one section of the configuration and collects what is wrong instead of stopping at the first problem.
 *
 * <p>A getter that finds a problem reports it and returns some permitted value, which nobody sees: {@link #build} makes
 * the record only when neither this section nor one inside it has a problem. Keys nobody asked for are unknown. A value
 * with an unresolved substitution was reported when that was found, see {@link Resolution}.
 */
final class Section {
    private final Findings findings;
    private final Optional<Section> parent;
    private final String path;
    private final Optional<ConfigObject> object;
    private final KnownKeys keys = new KnownKeys();
    private boolean broken;

    /** With an empty object when the section is missing, which is reported already: its keys then are not. */
    private Section(Findings findings, Optional<Section> parent, String path, Optional<ConfigObject> object) {
        this.findings = findings;
        this.parent = parent;
        this.path = path;
        this.object = object;
    }

    static Section root(ConfigObject root, Findings findings) {
        return new Section(findings, Optional.empty(), "", Optional.of(root));
    }

    Section section(String key) {
        Optional<ConfigObject> inner = value(key, "must be a section, as in holdfast-config's reference.conf")
                .flatMap(value -> accepted(pathOf(key), value, Values.object(value), "must be a section { … }"));
        return new Section(findings, Optional.of(this), pathOf(key), inner);
    }

    /** A list of sections; those that are none are empty, and reported. */
    List<Optional<Section>> sections(String key, String allowed) {
        return elements(
                key,
                allowed,
                (elementPath, value) -> accepted(elementPath, value, Values.object(value), allowed)
                        .map(inner -> new Section(findings, Optional.of(this), elementPath, Optional.of(inner))));
    }

    <T> T get(String key, Limit<T> limit) {
        return value(key, limit.allowed())
                .flatMap(value -> accepted(pathOf(key), value, limit.read(value), limit.allowed()))
                .orElse(limit.example());
    }

    /** The value of a key that may be left out, if it is there and right. */
    <T> Optional<T> find(String key, Limit<T> limit) {
        keys.add(key);
        findings.allows(pathOf(key), limit.allowed());
        return object.map(in -> in.get(key))
                .flatMap(this::resolved)
                .flatMap(value -> accepted(pathOf(key), value, limit.read(value), limit.allowed()));
    }

    /** A text that {@code parse} understands, or that it refuses with a message saying what is allowed. */
    <T> Optional<T> parsed(String key, String allowed, Function<String, T> parse) {
        return value(key, allowed).flatMap(value -> parsed(pathOf(key), value, allowed, parse));
    }

    /** A list of such texts; those that are refused are empty, and reported. */
    <T> List<Optional<T>> list(String key, String allowed, Function<String, T> parse) {
        return elements(key, allowed, (elementPath, value) -> parsed(elementPath, value, allowed, parse));
    }

    /** The value at a path inside this section if it is right, and nothing else: somebody else reports it. */
    <T> Optional<T> peek(String at, Limit<T> limit) {
        return find(at).flatMap(limit::read);
    }

    /** What this section may hold. */
    KnownKeys keys() {
        return keys;
    }

    /** Reports when two values, each right for itself, do not fit each other. To be called before {@link #build}. */
    void relate(Relation<?, ?> relation) {
        if (findings.judgesTheWhole()) {
            relation.misfit(this::find).ifPresent(misfit -> refuse(misfit.at(), misfit.allowed()));
        }
    }

    /** Whether what is missing, or does not fit another value, is wrong. */
    boolean isWhole() {
        return findings.judgesTheWhole();
    }

    /** Reports an empty list. */
    void requireElement(String key, String allowed) {
        boolean empty = find(key).flatMap(Values::list).filter(List::isEmpty).isPresent();
        if (empty) {
            refuse(key, allowed);
        }
    }

    /** Reports the value at a path inside this section. */
    void refuse(String at, String allowed) {
        ConfigValue value = find(at).orElseGet(object::orElseThrow);
        accepted(pathOf(at), value, Optional.empty(), allowed);
    }

    /** The record, unless something is wrong with its values, alone or together. To be called last. */
    <T> Optional<T> build(Supplier<T> settings) {
        object.ifPresent(this::reportUnknownKeys);
        if (!findings.judgesTheWhole()) {
            breakDown();
        }
        if (broken) {
            return Optional.empty();
        }
        try {
            return Optional.of(settings.get());
        } catch (SettingException e) {
            refuse(e.key(), e.allowed());
            return Optional.empty();
        }
    }

    private Optional<ConfigValue> find(String at) {
        return object.flatMap(in -> Values.find(in, at));
    }

    private Optional<ConfigValue> value(String key, String allowed) {
        keys.add(key);
        findings.allows(pathOf(key), allowed);
        Optional<ConfigValue> value = object.map(in -> in.get(key));
        if (value.isEmpty()) {
            breakDown();
            if (findings.judgesTheWhole()) {
                object.ifPresent(in -> findings.add(in.origin(), pathOf(key), "is missing", allowed));
            }
        }
        return value.flatMap(this::resolved);
    }

    private Optional<ConfigValue> resolved(ConfigValue value) {
        if (Values.isResolved(value)) {
            return Optional.of(value);
        }
        breakDown();
        return Optional.empty();
    }

    private <T> List<Optional<T>> elements(
            String key, String allowed, BiFunction<String, ConfigValue, Optional<T>> reader) {
        List<ConfigValue> list = value(key, allowed)
                .flatMap(value -> accepted(pathOf(key), value, Values.list(value), allowed))
                .orElse(List.of());
        return IntStream.range(0, list.size())
                .mapToObj(i -> resolved(list.get(i)).flatMap(value -> reader.apply(pathOf(key) + "[" + i + "]", value)))
                .toList();
    }

    private <T> Optional<T> parsed(String at, ConfigValue value, String allowed, Function<String, T> parse) {
        try {
            return accepted(at, value, Values.text(value).map(parse), allowed);
        } catch (IllegalArgumentException e) {
            return accepted(
                    at,
                    value,
                    Optional.empty(),
                    Optional.ofNullable(e.getMessage()).orElse(allowed));
        }
    }

    private <T> Optional<T> accepted(String at, ConfigValue value, Optional<T> converted, String allowed) {
        if (converted.isEmpty()) {
            breakDown();
            findings.add(value.origin(), at, "= " + Values.shown(value), allowed);
        }
        return converted;
    }

    private void reportUnknownKeys(ConfigObject in) {
        keys.unknownIn(in).forEach((key, allowed) -> {
            breakDown();
            ConfigOrigin origin = Optional.ofNullable(in.get(key)).orElse(in).origin();
            findings.add(origin, pathOf(ConfigUtil.joinPath(key)), "is unknown", allowed);
        });
    }

    /** Neither this section nor those it lies in can be built. */
    private void breakDown() {
        for (Optional<Section> s = Optional.of(this); s.isPresent(); s = s.get().parent) {
            s.get().broken = true;
        }
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
