package dev.holdfast.testkit.history;

import dev.holdfast.testkit.history.Specification.Next;
import java.util.ArrayList;
import java.util.List;

/** Tries every order of every part of a history, without a thought: what the checker must agree with. */
final class BruteForce<S, C, R> {

    private final Specification<S, C, R> specification;

    BruteForce(Specification<S, C, R> specification) {
        this.specification = specification;
    }

    boolean holds(List<Invocation<C, R>> history) {
        return history.stream().map(Invocation::component).distinct().allMatch(component -> holds(component, history));
    }

    private boolean holds(String component, List<Invocation<C, R>> history) {
        List<Invocation<C, R>> must = new ArrayList<>();
        List<Invocation<C, R>> may = new ArrayList<>();
        for (Invocation<C, R> invocation : history) {
            if (!invocation.component().equals(component) || invocation.answer() instanceof Answer.NotExecuted<R>) {
                continue;
            }
            (invocation.answer() instanceof Answer.Unknown<R> ? may : must).add(invocation);
        }
        for (int chosen = 0; chosen < 1 << may.size(); chosen++) {
            List<Invocation<C, R>> executed = new ArrayList<>(must);
            for (int i = 0; i < may.size(); i++) {
                if ((chosen >> i & 1) == 1) {
                    executed.add(may.get(i));
                }
            }
            if (anyOrder(component, new ArrayList<>(), executed)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyOrder(String component, List<Invocation<C, R>> order, List<Invocation<C, R>> left) {
        if (left.isEmpty()) {
            return keepsTime(order) && explains(component, order);
        }
        for (Invocation<C, R> next : left) {
            List<Invocation<C, R>> longer = new ArrayList<>(order);
            longer.add(next);
            List<Invocation<C, R>> rest = new ArrayList<>(left);
            rest.remove(next);
            if (anyOrder(component, longer, rest)) {
                return true;
            }
        }
        return false;
    }

    private static <C, R> boolean keepsTime(List<Invocation<C, R>> order) {
        for (int i = 0; i < order.size(); i++) {
            for (int j = i + 1; j < order.size(); j++) {
                if (order.get(j).answered() < order.get(i).called()) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean explains(String component, List<Invocation<C, R>> order) {
        S state = specification.initial().apply(component);
        for (Invocation<C, R> invocation : order) {
            Next<S, R> next = specification.transition().execute(state, invocation.command());
            boolean unknown = invocation.answer() instanceof Answer.Unknown<R>;
            if (!unknown && !next.answer().equals(invocation.answer())) {
                return false;
            }
            state = next.state();
        }
        return true;
    }
}
