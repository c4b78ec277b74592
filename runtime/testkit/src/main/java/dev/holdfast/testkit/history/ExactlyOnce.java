package dev.holdfast.testkit.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Whether commands were executed as often as their callers were told: the completed once, the rejected and not executed
 * never, the unknown once at most, and none that nobody presented; each at the component that it was presented to. Commands
 * to a component must differ from each other.
 */
public final class ExactlyOnce {

    private ExactlyOnce() {}

    /**
     * Checks that of commands that all leave a trace.
     *
     * @see #check(List, Map, Predicate)
     */
    public static <C> void check(List<? extends Invocation<C, ?>> history, Map<String, List<C>> executed) {
        check(history, executed, command -> true);
    }

    /**
     * Checks that.
     *
     * @param history who was told what
     * @param executed by component, the commands that were executed, as the system shows it, each as often as it was
     * @param leavesTrace which commands the system shows that it executed; others, such as reads, do not count
     * @throws AssertionError with all that were executed too often, not often enough, or without being presented
     * @throws IllegalArgumentException if a command was presented twice
     */
    public static <C> void check(
            List<? extends Invocation<C, ?>> history, Map<String, List<C>> executed, Predicate<? super C> leavesTrace) {
        Map<String, Map<C, Answer<?>>> presented = new TreeMap<>();
        for (Invocation<C, ?> invocation : history) {
            if (leavesTrace.test(invocation.command())) {
                present(presented.computeIfAbsent(invocation.component(), fresh -> new HashMap<>()), invocation);
            }
        }
        List<String> problems = new ArrayList<>();
        for (Invocation<C, ?> invocation : history) {
            if (leavesTrace.test(invocation.command())) {
                List<C> there = executed.getOrDefault(invocation.component(), List.of());
                long count = there.stream().filter(invocation.command()::equals).count();
                problem(invocation, count).ifPresent(problems::add);
            }
        }
        new TreeMap<>(executed)
                .forEach((component, commands) -> commands.stream()
                        .distinct()
                        .filter(command ->
                                !presented.getOrDefault(component, Map.of()).containsKey(command))
                        .forEach(command -> problems.add(
                                command + " was executed by " + component + ", but nobody presented it there")));
        if (!problems.isEmpty()) {
            throw new AssertionError("not exactly once:\n  " + String.join("\n  ", problems));
        }
    }

    private static <C> void present(Map<C, Answer<?>> presented, Invocation<C, ?> invocation) {
        if (presented.put(invocation.command(), invocation.answer()) != null) {
            throw new IllegalArgumentException(invocation.command() + " was presented to " + invocation.component()
                    + " twice, so it cannot be told which was executed");
        }
    }

    private static Optional<String> problem(Invocation<?, ?> invocation, long count) {
        Answer<?> answer = invocation.answer();
        boolean fits;
        if (answer instanceof Answer.Completed<?>) {
            fits = count == 1;
        } else {
            fits = answer instanceof Answer.Unknown<?> ? count <= 1 : count == 0;
        }
        return fits
                ? Optional.empty()
                : Optional.of(invocation.command() + " was executed " + count + " times by " + invocation.component()
                        + ", but the caller was told " + answer);
    }
}
