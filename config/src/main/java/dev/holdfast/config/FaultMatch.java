package dev.holdfast.config;

import java.util.Collection;
import java.util.regex.Pattern;

/** Which faults a recovery rule is for: the value of its {@code on}. */
public sealed interface FaultMatch {

    /**
     * Whether a fault is meant.
     *
     * @param kind the fault's kind
     * @param causes fully qualified names of the classes of what was thrown, their superclasses and causes, as
     *     {@link RecoveryRule#causes} lists them; empty when nothing was thrown
     */
    boolean matches(FaultKind kind, Collection<String> causes);

    /** Whether it matches every fault that {@code other} matches, so that a rule for {@code other} behind it is useless. */
    boolean covers(FaultMatch other);

    /** As written in the configuration. */
    String text();

    /**
     * Reads the value of {@code on}: a fault kind or, when it contains a dot, the fully qualified name of an exception class.
     *
     * @throws IllegalArgumentException with what is allowed
     */
    static FaultMatch parse(String text) {
        if (text.indexOf('.') >= 0) {
            return ExceptionClass.parse(text);
        }
        return FaultKind.ofText(text)
                .<FaultMatch>map(Kind::new)
                .orElseThrow(
                        () -> new IllegalArgumentException(Words.refused(text, FaultKind.texts(), FaultKind.PLANNED)
                                + ", or the quoted full name of an exception class"));
    }

    /** All faults of one kind. */
    record Kind(FaultKind kind) implements FaultMatch {
        @Override
        public boolean matches(FaultKind fault, Collection<String> causes) {
            return kind == fault;
        }

        @Override
        public boolean covers(FaultMatch other) {
            return equals(other) || (kind == FaultKind.CRASH && other instanceof ExceptionClass);
        }

        @Override
        public String text() {
            return kind.text();
        }
    }

    /**
     * Crashes in which an exception of this class or a subclass was thrown, or is a cause of what was thrown. The class
     * is compared by name; only one of the JDK ({@code java.…}) is looked up when a configuration is read, and must be an
     * exception.
     *
     * @param fullyQualifiedName for example {@code com.acme.RateStale}; a nested class as {@code com.acme.Rates$Stale}
     */
    record ExceptionClass(String fullyQualifiedName) implements FaultMatch {
        private static final String ALLOWED =
                "must be the full name of an exception class, e.g. \"com.acme.RateStale\"";
        private static final Pattern CLASS_NAME =
                Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
                        + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)+");

        /** @throws IllegalArgumentException if this cannot be the name of a class in a package */
        public ExceptionClass {
            if (!CLASS_NAME.matcher(fullyQualifiedName).matches()) {
                throw new IllegalArgumentException(ALLOWED);
            }
        }

        private static ExceptionClass parse(String text) {
            ExceptionClass parsed = new ExceptionClass(text);
            if (PlatformExceptions.owns(text) && PlatformExceptions.find(text).isEmpty()) {
                throw new IllegalArgumentException("the JDK has no such exception; " + ALLOWED);
            }
            return parsed;
        }

        @Override
        public boolean matches(FaultKind fault, Collection<String> causes) {
            return fault == FaultKind.CRASH && causes.contains(fullyQualifiedName);
        }

        @Override
        public boolean covers(FaultMatch other) {
            return equals(other)
                    || (other instanceof ExceptionClass exception
                            && PlatformExceptions.includes(fullyQualifiedName, exception.fullyQualifiedName));
        }

        @Override
        public String text() {
            return fullyQualifiedName;
        }
    }
}
