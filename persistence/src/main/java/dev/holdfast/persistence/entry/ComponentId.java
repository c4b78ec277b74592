package dev.holdfast.persistence.entry;

import java.nio.charset.StandardCharsets;

/**
 * One component: the name of its definition and the id of the instance. Its text form, {@code name|id}, is its
 * persistence id and therefore part of format v1.
 *
 * @param component the definition's name: lower-case letters, digits and dashes, beginning with a letter
 * @param id the instance; any non-empty text that is well-formed Unicode
 */
public record ComponentId(String component, String id) {

    public ComponentId {
        if (!isName(component)) {
            throw new IllegalArgumentException("component name '" + component
                    + "' must be lower-case letters, digits and dashes, beginning with a letter");
        }
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id of a component '" + component + "' must not be empty");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
            throw new IllegalArgumentException("id of a component '" + component
                    + "' is not well-formed Unicode: half a surrogate pair would be stored as a question mark, and two"
                    + " ids as one");
        }
    }

    /** Reads the text form. */
    public static ComponentId parse(String persistenceId) {
        int bar = persistenceId.indexOf('|');
        if (bar < 0) {
            throw new IllegalArgumentException("'" + persistenceId + "' is no component: expected name|id");
        }
        return new ComponentId(persistenceId.substring(0, bar), persistenceId.substring(bar + 1));
    }

    /** True for lower-case letters, digits and dashes, beginning with a letter. */
    public static boolean isName(String text) {
        return text.matches("[a-z][a-z0-9-]*");
    }

    /** The text form, which is the persistence id. */
    public String persistenceId() {
        return component + "|" + id;
    }

    @Override
    public String toString() {
        return persistenceId();
    }
}
