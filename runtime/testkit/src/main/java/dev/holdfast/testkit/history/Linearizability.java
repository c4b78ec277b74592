package dev.holdfast.testkit.history;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether callers saw what they would have seen if each command had been executed at one moment between its call and its
 * answer. What is unknown may have been executed at any time after its call, or not at all.
 *
 * <p>Each component is looked at for itself, which is enough (Herlihy and Wing, 1990, locality). For one, commands are
 * executed on the specification in every order that the history allows, depth first (Wing and Gong, 1993), but from no pair of
 * commands that are done and state more than once (Lowe, 2017). The answered are tried before the unknown, because
 * most of the unknown were never executed. The number of pairs can grow exponentially with the number of commands that
 * overlap, so it is bounded; a search that comes to the bound fails and says so.
 */
public final class Linearizability<S, C, R> {

    /** How many pairs of commands that are done and state are looked at, for one component, unless said otherwise. */
    public static final int BUDGET = 1_000_000;

    private final Specification<S, C, R> specification;
    private final int budget;

    /** With the default budget. */
    public Linearizability(Specification<S, C, R> specification) {
        this(specification, BUDGET);
    }

    /**
     * A checker.
     *
     * @param budget how many pairs of commands that are done and state are looked at, for one component; at least 1
     */
    public Linearizability(Specification<S, C, R> specification, int budget) {
        if (budget < 1) {
            throw new IllegalArgumentException("a budget of " + budget + " decides nothing; it must be 1 at least");
        }
        this.specification = specification;
        this.budget = budget;
    }

    /**
     * Checks a history.
     *
     * @throws AssertionError if there is no such order, with the longest part of one
     * @throws UndecidedException if the budget does not suffice
     */
    public void check(List<Invocation<C, R>> history) {
        Map<String, List<Invocation<C, R>>> components = history.stream()
                .filter(invocation -> !(invocation.answer() instanceof Answer.NotExecuted<R>))
                .collect(Collectors.groupingBy(Invocation::component, TreeMap::new, Collectors.toList()));
        components.forEach(
                (component, invocations) -> new OrderSearch<>(specification, budget, component, invocations).run());
    }
}
