package dev.holdfast.recovery;

import dev.holdfast.config.RecoveryRule;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a thrown object says, as far as it can be asked: its methods are user code and may throw themselves, and its text
 * may be of any length.
 *
 * @param cause the exception, as text
 * @param causes the names of its class, its superclasses and those of its causes
 * @param place where it was thrown: the innermost frames
 */
record Evidence(String cause, Set<String> causes, String place) {

    /** Longer texts are cut: a fault must fit into the ledger and into a quarantined outcome. */
    static final int MAX_TEXT = 2000;

    /** Stands between two places, and in none of them, though an invariant's text may hold it. */
    static final String BETWEEN = " < ";

    private static final int FRAMES = 5;

    static Evidence of(Throwable thrown) {
        String name = thrown.getClass().getName();
        return new Evidence(
                cut(asked(thrown::toString, name + " (its toString failed)")),
                asked(() -> RecoveryRule.causes(thrown), Set.of(name)),
                cut(asked(() -> place(thrown.getStackTrace()), "unknown place")));
    }

    @SuppressWarnings("removal") // ThreadDeath must pass as long as there is one
    private static <T> T asked(Supplier<T> question, T otherwise) {
        try {
            T answer = question.get();
            return answer == null ? otherwise : answer;
        } catch (StackOverflowError e) {
            return otherwise;
        } catch (VirtualMachineError | ThreadDeath e) {
            throw e;
        } catch (Throwable e) {
            return otherwise;
        }
    }

    private static String place(StackTraceElement[] trace) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(FRAMES, trace.length); i++) {
            text.append(i == 0 ? "" : BETWEEN).append(trace[i].toString().replace(BETWEEN, "<"));
        }
        return text.isEmpty() ? "unknown place" : text.toString();
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }
}
