package dev.holdfast.config;

import com.typesafe.config.ConfigObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The keys that a section may hold. For one thread. */
final class KnownKeys {

    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> planned = new LinkedHashSet<>();
    private String hint = "";

    void add(String key) {
        known.add(key);
    }

    /** These belong to somebody else. */
    void ignore(String... keys) {
        known.addAll(List.of(keys));
    }

    /** These are refused as not provided yet, not as unknown. */
    void plan(String... keys) {
        planned.addAll(List.of(keys));
    }

    /** What else to say about an unknown key. */
    void hint(String text) {
        hint = "; " + text;
    }

    /** The unknown keys of a section, each with what is allowed instead. */
    Map<String, String> unknownIn(ConfigObject section) {
        Set<String> unknown = new TreeSet<>(section.keySet());
        unknown.removeAll(known);
        Map<String, String> allowed = new TreeMap<>();
        unknown.forEach(key -> allowed.put(key, Words.refused(key, known, planned) + hint));
        return allowed;
    }
}
