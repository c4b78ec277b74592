package dev.holdfast.config;

import com.typesafe.config.ConfigFactory;

/**
 * A setting that takes effect.
 *
 * @param path the full path of its key, for example {@code holdfast.persistence.segment-size}
 * @param hocon its value as HOCON, for example {@code 64 MiB}
 * @param origin where that was written, for example {@code application.conf:12}; {@link #DEFAULT} when nowhere
 */
public record EffectiveValue(String path, String hocon, String origin) {

    /** The origin of values that nobody set. */
    public static final String DEFAULT = "default";

    /** The value as numbers, texts, lists and maps. */
    public Object plain() {
        return ConfigFactory.parseString("value = " + hocon).getValue("value").unwrapped();
    }
}
