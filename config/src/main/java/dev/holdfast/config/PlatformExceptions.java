package dev.holdfast.config;

import java.util.Optional;

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

    /** Whether whatever is a {@code subclass} is a {@code superclass}, as far as the JDK tells. */
    static boolean includes(String superclass, String subclass) {
        Optional<Class<?>> above = find(superclass);
        return above.filter(found -> found.equals(Throwable.class)).isPresent()
                || find(subclass)
                        .flatMap(below -> above.filter(found -> found.isAssignableFrom(below)))
                        .isPresent();
    }
}
