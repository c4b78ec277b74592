package dev.holdfast.config;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Gathers the values of settings, each under its key, as HOCON that is read back equal. For one thread. */
final class Printer {

    private final Function<String, String> origin;
    private final String path;
    private final List<EffectiveValue> values;

    private Printer(Function<String, String> origin, String path, List<EffectiveValue> values) {
        this.origin = origin;
        this.path = path;
        this.values = values;
    }

    /**
     * What the settings print.
     *
     * @param origin where the value of a path was written
     */
    static List<EffectiveValue> print(HoldfastSettings settings, Function<String, String> origin) {
        Printer printer = new Printer(origin, "holdfast", new ArrayList<>());
        settings.print(printer);
        return List.copyOf(printer.values);
    }

    void section(String key, Consumer<Printer> inner) {
        inner.accept(new Printer(origin, path + "." + key, values));
    }

    <T> void put(String key, Limit<T> limit, T value) {
        put(key, limit.write().apply(value));
    }

    void put(String key, String hocon) {
        String at = path + "." + key;
        values.add(new EffectiveValue(at, hocon, origin.apply(at)));
    }
}
