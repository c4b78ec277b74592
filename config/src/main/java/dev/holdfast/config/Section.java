package dev.holdfast.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Reads one section of the configuration and collects what is wrong instead of stopping at the first problem.
 *
 * <p>A getter that finds a problem reports it and returns some permitted value, which nobody sees: {@link #build} makes
 * the record only when neither this section nor one inside it has a problem. Keys nobody asked for are unknown.
 */
final class Section {
    private final List<Problem> problems;
    private final Optional<Section> parent;
    private final String path;
    private final Optional<ConfigObject> object;
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> planned = new LinkedHashSet<>();
    private String hint = "";
    private boolean broken;

    /** With an empty object when the section is missing, which is reported already: its keys then are not. */
    private Section(List<Problem> problems, Optional<Section> parent, String path, Optional<ConfigObject> object) {
        this.problems = problems;
        this.parent = parent;
        this.path = path;
        this.object = object;
    }

    static Section root(ConfigObject root, List<Problem> problems) {
        return new Section(problems, Optional.empty(), "", Optional.of(root));
    }

    Section section(String key) {
        Optional<ConfigObject> inner = value(key, "must be a section, as in holdfast-config's reference.conf")
                .flatMap(value -> accepted(pathOf(key), value, Values.object(value), "must be a section { … }"));
        return new Section(problems, Optional.of(this), pathOf(key), inner);
    }

    List<Section> sections(String key, String allowed) {
        return elements(
                key,
                allowed,
                (elementPath, value) -> accepted(elementPath, value, Values.object(value), allowed)
                        .map(inner -> new Section(problems, Optional.of(this), elementPath, Optional.of(inner))));
    }

    <T> T get(String key, Limit<T> limit) {
        return value(key, limit.allowed())
                .flatMap(value -> accepted(
                        pathOf(key), value, limit.convert().apply(value).filter(limit.permits()), limit.allowed()))
                .orElse(limit.example());
    }

    /** Empty for {@code off}. */
    <T> Optional<T> getOrOff(String key, Limit<T> limit) {
        known.add(key);
        Optional<ConfigValue> value = object.map(in -> in.get(key));
        boolean off = value.flatMap(Values::text).filter("off"::equals).isPresent();
        return off ? Optional.empty() : Optional.of(get(key, limit.orOff()));
    }

    /** A text that {@code parse} understands, or that it refuses with a message saying what is allowed. */
    <T> Optional<T> parsed(String key, String allowed, Function<String, T> parse) {
        return value(key, allowed).flatMap(value -> parsed(pathOf(key), value, allowed, parse));
    }

    <T> List<T> list(String key, String allowed, Function<String, T> parse) {
        return elements(key, allowed, (elementPath, value) -> parsed(elementPath, value, allowed, parse));
    }

    /** These keys belong to somebody else. */
    void ignore(String... keys) {
        known.addAll(List.of(keys));
    }

    /** These keys are refused as not provided yet, not as unknown. */
    void planned(String... keys) {
        planned.addAll(List.of(keys));
    }

    /** What else to say about an unknown key. */
    void hint(String text) {
        hint = "; " + text;
    }

    /** The record, unless something is wrong with its values, alone or together. To be called last. */
    <T> Optional<T> build(Supplier<T> settings) {
        object.ifPresent(this::reportUnknownKeys);
        if (broken) {
            return Optional.empty();
        }
        try {
            return Optional.of(settings.get());
        } catch (SettingException e) {
            reportRefused(e);
            return Optional.empty();
        }
    }

    void requireElement(String key, String allowed) {
        boolean empty = object.map(in -> in.get(key))
                .flatMap(Values::list)
                .filter(List::isEmpty)
                .isPresent();
        if (empty) {
            refuse(key, allowed);
        }
    }

    private void refuse(String key, String allowed) {
        object.flatMap(in -> Values.find(in, key))
                .ifPresent(value -> accepted(pathOf(key), value, Optional.empty(), allowed));
    }

    private Optional<ConfigValue> value(String key, String allowed) {
        known.add(key);
        Optional<ConfigValue> value = object.map(in -> in.get(key));
        if (value.isEmpty()) {
            object.ifPresent(in -> add(Origins.problem(in.origin(), pathOf(key), "is missing", allowed)));
            broken = true;
        }
        return value;
    }

    private <T> List<T> elements(String key, String allowed, BiFunction<String, ConfigValue, Optional<T>> reader) {
        List<ConfigValue> list = value(key, allowed)
                .flatMap(value -> accepted(pathOf(key), value, Values.list(value), allowed))
                .orElse(List.of());
        return IntStream.range(0, list.size())
                .mapToObj(i -> reader.apply(pathOf(key) + "[" + i + "]", list.get(i)))
                .flatMap(Optional::stream)
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
            add(Origins.problem(value.origin(), at, "= " + Values.shown(value), allowed));
        }
        return converted;
    }

    private void reportUnknownKeys(ConfigObject in) {
        Map<String, ConfigValue> unknown = new TreeMap<>(in);
        unknown.keySet().removeAll(known);
        unknown.forEach((key, value) -> {
            String allowed = Words.refused(key, known, planned) + hint;
            add(Origins.problem(value.origin(), pathOf(ConfigUtil.joinPath(key)), "is unknown", allowed));
        });
    }

    private void reportRefused(SettingException e) {
        String other = e.comparedWith()
                .flatMap(key -> object.flatMap(in -> Values.find(in, key)))
                .map(value -> " = " + Values.shown(value) + " (" + Origins.place(value.origin()) + ")")
                .orElse("");
        refuse(e.key(), e.allowed() + other);
    }

    private void add(Problem problem) {
        problems.add(problem);
        for (Optional<Section> s = Optional.of(this); s.isPresent(); s = s.get().parent) {
            s.get().broken = true;
        }
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
