package dev.holdfast.config;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The exception classes of this JDK. They are looked up without being initialized; classes of the application are never
 * looked up, for they may not be there where a configuration is checked.
 */
final class PlatformExceptions {

    private PlatformExceptions() {}

    /** Whether the JDK must have a class of that name, if there is one. */
    static boolean owns(String className) {
        return className.startsWith("java.");
    }

    /** The exception class of that name; empty when the JDK has none. */
    static Optional<Class<?>> find(String className) {
        if (!owns(className)) {
            return Optional.empty();
        }
        try {
            Class<?> found = Class.forName(className, false, ClassLoader.getPlatformClassLoader());
            return Throwable.class.isAssignableFrom(found) ? Optional.of(found) : Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty(); // a name in wrong case may be a LinkageError where file names ignore case
        }
    }

    /** The class of that name and its superclasses, as far as the JDK tells; any exception is a {@code Throwable}. */
    static Set<String> classes(String className) {
        Set<String> names = new LinkedHashSet<>(Set.of(className));
        for (@Nullable Class<?> c = find(className).orElse(Throwable.class);
                c != null && c != Object.class;
                c = c.getSuperclass()) {
            names.add(c.getName());
        }
        return names;
    }
}
