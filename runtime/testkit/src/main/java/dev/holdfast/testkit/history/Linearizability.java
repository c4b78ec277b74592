package dev.holdfast.testkit.history;

import dev.holdfast.testkit.history.Specification.Next;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
     * @param budget how many pairs of commands that are done and state are looked at, for one component
     */
    public Linearizability(Specification<S, C, R> specification, int budget) {
        this.specification = specification;
        this.budget = budget;
    }

    /**
     * Checks a history.
     *
     * @throws AssertionError if there is no such order, with the longest part of one; or if the budget does not suffice
     */
    public void check(List<Invocation<C, R>> history) {
        Map<String, List<Invocation<C, R>>> components = history.stream()
                .filter(invocation -> !(invocation.answer() instanceof Answer.NotExecuted<R>))
                .collect(Collectors.groupingBy(Invocation::component, TreeMap::new, Collectors.toList()));
        components.forEach((component, invocations) -> new Search(component, invocations).run());
    }

    /** Commands that are done, in which order, and what that led to. */
    private final class Point {
        private final BitSet done;
        private final S state;
        private final List<Integer> order;

        Point(BitSet done, S state, List<Integer> order) {
            this.done = done;
            this.state = state;
            this.order = order;
        }

        Point then(int index, S next) {
            BitSet more = (BitSet) done.clone();
            more.set(index);
            List<Integer> longer = new ArrayList<>(order);
            longer.add(index);
            return new Point(more, next, longer);
        }
    }

    private record Seen<S>(BitSet done, S state) {}

    private final class Search {
        private final String component;
        private final List<Invocation<C, R>> all;
        private final Set<Seen<S>> seen = new HashSet<>();
        private final Deque<Point> open = new ArrayDeque<>();
        private final Point begin;
        private Point longest;

        Search(String component, List<Invocation<C, R>> invocations) {
            this.component = component;
            // the last is tried first
            all = invocations.stream()
                    .sorted(Comparator.<Invocation<C, R>>comparingLong(Invocation::answered)
                            .thenComparingLong(Invocation::called)
                            .reversed())
                    .toList();
            begin = new Point(new BitSet(), specification.initial().apply(component), List.of());
            longest = begin;
        }

        void run() {
            open.push(begin);
            while (!open.isEmpty()) {
                Point point = open.pop();
                if (point.order.size() > longest.order.size()) {
                    longest = point;
                }
                if (isComplete(point)) {
                    return;
                }
                if (seen.add(new Seen<>(point.done, point.state))) {
                    checkBudget();
                    goOn(point);
                }
            }
            throw new AssertionError("the history of component '" + component
                    + "' is not linearizable: no order of its commands explains the answers. The longest that does:"
                    + lines(longest.order) + "\nAfter it, in state " + longest.state + ", none of these fits:"
                    + lines(candidates(longest)));
        }

        private void checkBudget() {
            if (seen.size() > budget) {
                throw new AssertionError("whether the history of component '" + component
                        + "' is linearizable is not known: it has " + all.size() + " commands, and " + budget
                        + " ways to begin did not decide it; record fewer that overlap, or allow more");
            }
        }

        private boolean isComplete(Point point) {
            for (int i = point.done.nextClearBit(0); i < all.size(); i = point.done.nextClearBit(i + 1)) {
                if (all.get(i).answered() != Invocation.NEVER) {
                    return false;
                }
            }
            return true;
        }

        private void goOn(Point point) {
            for (int index : candidates(point)) {
                Invocation<C, R> invocation = all.get(index);
                Next<S, R> next = specification.transition().execute(point.state, invocation.command());
                if (invocation.answered() == Invocation.NEVER || next.answer().equals(invocation.answer())) {
                    open.push(point.then(index, next.state()));
                }
            }
        }

        /** Those that were called before any other that is not done was answered. */
        private List<Integer> candidates(Point point) {
            long firstAnswer = Invocation.NEVER;
            List<Integer> left = new ArrayList<>();
            for (int i = point.done.nextClearBit(0); i < all.size(); i = point.done.nextClearBit(i + 1)) {
                left.add(i);
                firstAnswer = Math.min(firstAnswer, all.get(i).answered());
            }
            long before = firstAnswer;
            left.removeIf(index -> all.get(index).called() > before);
            return left;
        }

        private String lines(List<Integer> indexes) {
            return indexes.stream()
                    .map(index -> "\n  " + all.get(index).command() + " -> "
                            + all.get(index).answer())
                    .collect(Collectors.joining());
        }
    }
}
