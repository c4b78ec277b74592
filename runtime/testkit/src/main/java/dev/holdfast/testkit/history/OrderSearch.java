package dev.holdfast.testkit.history;

import dev.holdfast.testkit.history.Specification.Next;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The search for an order of the commands of one component that explains their answers. */
final class OrderSearch<S, C, R> {

    private static final int SHOWN = 10;

    private final Specification<S, C, R> specification;
    private final int budget;
    private final String component;

    /** The answered, in the order of their calls, then the unknown. */
    private final List<Invocation<C, R>> all;

    private final int answers;
    private final Set<Seen<S>> seen = new HashSet<>();

    /** So many of the answered from the first on that are done, the others that are, and what that led to. */
    private record Seen<S>(int from, BitSet done, BitSet unknown, S state) {}

    /** A place in the search: an order of commands, from the last one back, and which may come next. */
    private final class Place {
        private final @Nullable Place before;
        private final int last;
        private final int from;
        private final BitSet done;
        private final BitSet unknown;
        private final S state;
        private final int length;
        private final int answered;
        private @Nullable Iterator<Integer> next;

        /**
         * @param done of the answered, counted from {@code from} on; all before are done
         * @param unknown of the unknown, counted from the first of them
         */
        private Place(
                @Nullable Place before,
                int last,
                int from,
                BitSet done,
                BitSet unknown,
                S state,
                int length,
                int answered) {
            this.before = before;
            this.last = last;
            this.from = from;
            this.done = done;
            this.unknown = unknown;
            this.state = state;
            this.length = length;
            this.answered = answered;
        }

        Place then(int index, S after) {
            if (isUnknown(index)) {
                BitSet more = (BitSet) unknown.clone();
                more.set(index - answers);
                return new Place(this, index, from, done, more, after, length + 1, answered);
            }
            BitSet more = (BitSet) done.clone();
            more.set(index - from);
            int passed = more.nextClearBit(0);
            BitSet rest = passed == 0 ? more : more.get(passed, Math.max(passed, more.length()));
            return new Place(this, index, from + passed, rest, unknown, after, length + 1, answered + 1);
        }

        Iterator<Integer> next() {
            Iterator<Integer> mine = next;
            if (mine == null) {
                mine = candidates(this).iterator();
                next = mine;
            }
            return mine;
        }
    }

    OrderSearch(
            Specification<S, C, R> specification, int budget, String component, List<Invocation<C, R>> invocations) {
        this.specification = specification;
        this.budget = budget;
        this.component = component;
        this.all = invocations.stream()
                .sorted(Comparator.<Invocation<C, R>, Boolean>comparing(each -> each.answered() == Invocation.NEVER)
                        .thenComparingLong(Invocation::called)
                        .thenComparingLong(Invocation::answered))
                .toList();
        this.answers = (int)
                all.stream().filter(each -> each.answered() != Invocation.NEVER).count();
    }

    private boolean isUnknown(int index) {
        return index >= answers;
    }

    void run() {
        S initial = specification.initial().apply(component);
        Place longest = new Place(null, -1, 0, new BitSet(), new BitSet(), initial, 0, 0);
        Place place = longest;
        while (place != null) {
            if (place.answered == answers) {
                return;
            }
            longest = place.answered > longest.answered ? place : longest;
            place = place.next().hasNext() ? step(place, place.next().next()) : place.before;
        }
        throw new AssertionError(refusal(longest));
    }

    /** Where the search goes on when that command comes next. */
    private Place step(Place place, int index) {
        Next<S, R> next = execute(place, index);
        boolean fits = isUnknown(index)
                ? !next.state().equals(place.state) // else it is the same as if it were not executed
                : next.answer().equals(all.get(index).answer());
        if (!fits) {
            return place;
        }
        Place further = place.then(index, next.state());
        if (!seen.add(new Seen<>(further.from, further.done, further.unknown, further.state))) {
            return place;
        }
        if (seen.size() > budget) {
            throw new UndecidedException("whether the history of component '" + component
                    + "' is linearizable is not known: it has " + all.size() + " commands, and " + budget
                    + " ways to begin did not decide it; record fewer that overlap, or allow more");
        }
        return further;
    }

    private Next<S, R> execute(Place place, int index) {
        C command = all.get(index).command();
        try {
            return specification.transition().execute(place.state, command);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "the specification of component '" + component + "' failed on " + command + " in state "
                            + place.state,
                    e);
        }
    }

    /** Those that were called before any other that is not done was answered: first the answered, the oldest answer first. */
    private List<Integer> candidates(Place place) {
        long firstAnswer = Invocation.NEVER;
        List<Integer> left = new ArrayList<>();
        for (int i = place.from; i < answers && all.get(i).called() <= firstAnswer; i++) {
            if (!place.done.get(i - place.from)) {
                left.add(i);
                firstAnswer = Math.min(firstAnswer, all.get(i).answered());
            }
        }
        long before = firstAnswer;
        left.removeIf(index -> all.get(index).called() > before);
        left.sort(Comparator.comparingLong(index -> all.get(index).answered()));
        for (int i = answers; i < all.size() && all.get(i).called() <= before; i++) {
            if (!place.unknown.get(i - answers)) {
                left.add(i);
            }
        }
        return left;
    }

    private String refusal(Place longest) {
        StringBuilder text = new StringBuilder("the history of component '" + component
                + "' is not linearizable: no order of its commands explains the answers.\n"
                + "The longest that does, each with the times of its call and answer:");
        int hidden = Math.max(0, longest.length - SHOWN);
        if (hidden > 0) {
            text.append("\n  … ").append(hidden).append(" before");
        }
        List<String> order = new ArrayList<>();
        for (Place place = longest; place.before != null && order.size() < SHOWN; place = place.before) {
            order.add(0, line(place.last));
        }
        order.forEach(text::append);
        text.append("\nAfter it, in state ").append(longest.state).append(", none of these fits:");
        candidates(longest).stream()
                .filter(index -> !isUnknown(index))
                .forEach(index -> text.append(line(index))
                        .append("; here the specification answers ")
                        .append(execute(longest, index).answer()));
        return text.toString();
    }

    private String line(int index) {
        Invocation<C, R> each = all.get(index);
        String answered = isUnknown(index) ? "never" : String.valueOf(each.answered());
        return "\n  [" + each.called() + ", " + answered + "] " + each.command() + " -> " + each.answer();
    }
}
