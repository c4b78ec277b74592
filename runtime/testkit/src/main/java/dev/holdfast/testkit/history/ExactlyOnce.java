package dev.holdfast.testkit.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether commands were executed as often as their callers were told: the completed once, the rejected and not executed
 * never, the unknown once at most, and none that nobody presented. Commands must differ from each other.
 */
public final class ExactlyOnce {

    private ExactlyOnce() {}

    /**
     * Checks that.
     *
     * @param history who was told what
     * @param executed the commands that were executed, as the system shows it, each as often as it was
     * @throws AssertionError with all that were executed too often, not often enough, or without being presented
     * @throws IllegalArgumentException if a command was presented twice
     */
    public static <C> void check(List<? extends Invocation<C, ?>> history, List<C> executed) {
        Map<C, Integer> times = new HashMap<>();
        executed.forEach(command -> times.merge(command, 1, Integer::sum));
        Map<C, Answer<?>> presented = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (Invocation<C, ?> invocation : history) {
            if (presented.put(invocation.command(), invocation.answer()) != null) {
                throw new IllegalArgumentException(
                        invocation.command() + " was presented twice, so it cannot be told" + " which was executed");
            }
            int count = times.getOrDefault(invocation.command(), 0);
            if (!fits(invocation.answer(), count)) {
                problems.add(invocation.command() + " was executed " + count + " times, but the caller was told "
                        + invocation.answer());
            }
        }
        executed.stream()
                .distinct()
                .filter(command -> !presented.containsKey(command))
                .forEach(command -> problems.add(command + " was executed, but nobody presented it"));
        if (!problems.isEmpty()) {
            throw new AssertionError("not exactly once: " + String.join("; ", problems));
        }
    }

    private static boolean fits(Answer<?> answer, int count) {
        if (answer instanceof Answer.Completed<?>) {
            return count == 1;
        }
        return answer instanceof Answer.Unknown<?> ? count <= 1 : count == 0;
    }
}
