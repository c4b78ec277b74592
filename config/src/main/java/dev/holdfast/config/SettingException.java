package dev.holdfast.config;

import java.util.Optional;

/** A value that a settings record does not allow; names the key so that the reader can point at its line. */
final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final String allowed;

    private SettingException(String key, Object value, String allowed) {
        super(key + " = " + value + ": " + allowed);
        this.key = key;
        this.allowed = allowed;
    }

    /** A value that could be off is shown without the wrapper that says so. */
    static SettingException of(String key, Object value, String allowed) {
        Object shown = value instanceof Optional<?> set && set.isPresent() ? set.get() : value;
        return new SettingException(key, shown, allowed);
    }

    /** The key, relative to the record's section, for example {@code group.max-bytes} or {@code do[1]}. */
    String key() {
        return key;
    }

    String allowed() {
        return allowed;
    }
}
