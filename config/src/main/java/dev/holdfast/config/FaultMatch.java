package dev.holdfast.config;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which faults a recovery rule is for: the value of its {@code on}. */
public sealed interface FaultMatch {

    /**
     * Whether a fault is meant.
     *
     * @param kind the fault's kind
     * @param causes fully qualified names of the classes of what was thrown, their superclasses and causes, as
     *     {@link RecoveryRule#causes} lists them; empty when nothing was thrown
     * @param recurrence how it persists, as far as is known
     */
    boolean matches(FaultKind kind, Collection<String> causes, Recurrence recurrence);

    /** As written in the configuration. */
    String text();

    /**
     * Reads the value of {@code on}: a fault kind, a recurrence or, when it contains a dot, the fully qualified name of an
     * exception class.
     *
     * @throws IllegalArgumentException with what is allowed
     */
    static FaultMatch parse(String text) {
        if (text.indexOf('.') >= 0) {
            return ExceptionClass.parse(text);
        }
        Optional<FaultMatch> word = Recurrence.ofText(text).map(Recurring::new);
        return word.or(() -> FaultKind.ofText(text).map(Kind::new))
                .orElseThrow(() -> new IllegalArgumentException(Words.refused(text, words(), FaultKind.PLANNED)
                        + ", or the quoted full name of an exception class"));
    }

    /** All that {@link #parse} reads but exception classes. */
    private static List<String> words() {
        return Stream.concat(FaultKind.texts().stream(), Recurrence.texts().stream())
                .toList();
    }

    /** All faults of one kind. */
    record Kind(FaultKind kind) implements FaultMatch {
        private static final String NEEDS_NO_RULE =
                "needs no rule: a checkpoint that cannot be saved or used is recorded,"
                        + " and recovery takes an older one or the whole journal by itself";

        /** @throws IllegalArgumentException for a kind about which nothing is to be decided */
        public Kind {
            if (!kind.hasLadder()) {
                throw new IllegalArgumentException(NEEDS_NO_RULE);
            }
        }

        @Override
        public boolean matches(FaultKind fault, Collection<String> causes, Recurrence recurrence) {
            return kind == fault;
        }

        @Override
        public String text() {
            return kind.text();
        }
    }

    /**
     * All faults that persist so, of the kinds that can blame a command. Others are not told apart: storage is not mended by
     * trying the command again, and a rule on {@code transient} must not take them from the rules that are for them.
     */
    record Recurring(Recurrence recurrence) implements FaultMatch {
        @Override
        public boolean matches(FaultKind fault, Collection<String> causes, Recurrence diagnosed) {
            return fault.blamesCommand() && recurrence == diagnosed;
        }

        @Override
        public String text() {
            return recurrence.text();
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
        public boolean matches(FaultKind fault, Collection<String> causes, Recurrence recurrence) {
            return fault == FaultKind.CRASH && causes.contains(fullyQualifiedName);
        }

        @Override
        public String text() {
            return fullyQualifiedName;
        }
    }
}
