package dev.holdfast.config;

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

    static SettingException of(String key, Object value, String allowed) {
        return new SettingException(key, value, allowed);
    }

    /** The key, relative to the record's section, for example {@code group.max-bytes} or {@code do[1]}. */
    String key() {
        return key;
    }

    String allowed() {
        return allowed;
    }
}
