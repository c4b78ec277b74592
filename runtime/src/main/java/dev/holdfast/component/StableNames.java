package dev.holdfast.component;

import dev.holdfast.persistence.entry.ComponentId;
import java.util.Locale;

/** The names under which values are stored, never those of their classes. */
final class StableNames {

    private StableNames() {}

    /** The kebab-case of the class's simple name. */
    static String of(Class<?> type) {
        return type.getSimpleName()
                .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
    }

    static void check(String component, String name, Class<?> type) {
        if (!ComponentId.isName(name)) {
            throw new IllegalArgumentException("component '" + component + "': the stable name '" + name + "' of "
                    + type.getName() + " must be lower-case letters, digits and dashes, beginning with a letter");
        }
    }
}
