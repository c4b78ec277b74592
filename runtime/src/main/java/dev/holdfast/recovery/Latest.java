package dev.holdfast.recovery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A map that keeps only what was asked for last. Not safe for use by several threads. */
final class Latest<K, V> {

    private final int most;
    private final Map<K, V> values = new LinkedHashMap<>();

    Latest(int most) {
        this.most = most;
    }

    /** The value of a key; a new one when it has none, or none any more. */
    V get(K key, Supplier<V> fresh) {
        V kept = values.remove(key);
        V value = kept == null ? fresh.get() : kept;
        values.put(key, value);
        if (values.size() > most) {
            values.remove(values.keySet().iterator().next());
        }
        return value;
    }
}
