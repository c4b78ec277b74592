package dev.holdfast.config;

import java.util.Optional;

/** A value that a settings record does not allow; names the key so that the reader can point at its line. */
final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final String allowed;
    private final String comparedWith;

    private SettingException(String key, Object value, String allowed, String comparedWith, String message) {
        super(key + " = " + value + ": " + message);
        this.key = key;
        this.allowed = allowed;
        this.comparedWith = comparedWith;
    }

    static SettingException of(String key, Object value, String allowed) {
        return new SettingException(key, value, allowed, "", allowed);
    }

    /** The value of {@code key} does not fit that of another key. */
    static SettingException compared(String key, Object value, String allowed, String other, Object otherValue) {
        return new SettingException(
                key, value, allowed + " " + other, other, allowed + " " + other + " (" + otherValue + ")");
    }

    /** The key, relative to the record's section, for example {@code group.max-bytes} or {@code do[1]}. */
    String key() {
        return key;
    }

    String allowed() {
        return allowed;
    }

    Optional<String> comparedWith() {
        return comparedWith.isEmpty() ? Optional.empty() : Optional.of(comparedWith);
    }
}
