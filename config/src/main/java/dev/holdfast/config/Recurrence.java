package dev.holdfast.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a fault persists, diagnosed from how often faults of its signature were seen. What is counted, and for how long, are
 * {@link DiagnosisSettings}. Only faults that can blame a command are told apart so. Its text is the name in lower case.
 */
public enum Recurrence {
    /** Not seen before, or not often: it may be gone when the command is tried again. */
    TRANSIENT,
    /** It comes back, but commands succeed in between. */
    INTERMITTENT,
    /** It comes back each time. */
    PERMANENT;

    /** As written in the configuration. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** This, then what such a fault was taken for before. */
    List<Recurrence> andBefore() {
        return switch (this) {
            case TRANSIENT -> List.of(TRANSIENT);
            case INTERMITTENT -> List.of(INTERMITTENT, TRANSIENT);
            case PERMANENT -> List.of(PERMANENT, INTERMITTENT, TRANSIENT);
        };
    }

    static Optional<Recurrence> ofText(String text) {
        return Arrays.stream(values())
                .filter(value -> value.text().equals(text))
                .findFirst();
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(Recurrence::text).toList();
    }
}
