package dev.holdfast.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.history.Answer.Completed;
import dev.holdfast.testkit.history.Answer.NotExecuted;
import dev.holdfast.testkit.history.Answer.Rejected;
import dev.holdfast.testkit.history.Answer.Unknown;
import dev.holdfast.testkit.history.Specification.Next;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {

    /** Adds to a sum, of which no more than three is allowed, and replies what it is then; adding 0 reads it. */
    private static final Specification<Integer, Integer, Integer> SUM = new Specification<>(
            component -> 0,
            (sum, add) -> sum + add > 3 ? Next.rejected(sum, "full") : Next.completed(sum + add, sum + add));

    private static final Linearizability<Integer, Integer, Integer> CHECKER = new Linearizability<>(SUM);

    private static Invocation<Integer, Integer> added(int add, long called, long answered, int reply) {
        return new Invocation<>("x", add, called, answered, new Completed<>(reply));
    }

    private static Invocation<Integer, Integer> unknown(int add, long called) {
        return new Invocation<>("x", add, called, Invocation.NEVER, new Unknown<>());
    }

    private static void holds(List<Invocation<Integer, Integer>> history) {
        assertThatCode(() -> CHECKER.check(history)).doesNotThrowAnyException();
    }

    private static void isBroken(List<Invocation<Integer, Integer>> history) {
        assertThatThrownBy(() -> CHECKER.check(history))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not linearizable");
    }

    @Test
    void nothing_is_linearizable() {
        holds(List.of());
    }

    @Test
    void one_after_the_other_holds() {
        holds(List.of(added(1, 0, 1, 1), added(1, 2, 3, 2)));
    }

    @Test
    void what_overlaps_may_be_executed_in_either_order() {
        holds(List.of(added(1, 0, 3, 2), added(1, 1, 2, 1)));
        holds(List.of(added(1, 0, 3, 1), added(1, 1, 2, 2)));
    }

    @Test
    void a_read_that_misses_what_was_answered_before_it_is_found() {
        isBroken(List.of(added(1, 0, 1, 1), added(0, 2, 3, 0)));
    }

    @Test
    void a_lost_update_is_found() {
        isBroken(List.of(added(1, 0, 2, 1), added(1, 1, 3, 1)));
    }

    @Test
    void a_command_that_is_executed_twice_is_found() {
        isBroken(List.of(added(1, 0, 1, 1), added(0, 2, 3, 2)));
    }

    @Test
    void what_is_unknown_may_have_been_executed_late_or_not_at_all() {
        holds(List.of(unknown(1, 0), added(0, 1, 2, 0), added(0, 3, 4, 1)));
        holds(List.of(unknown(1, 0), added(0, 1, 2, 0), added(0, 3, 4, 0)));
    }

    @Test
    void what_is_unknown_is_not_executed_before_it_is_called_and_not_undone() {
        isBroken(List.of(added(0, 0, 1, 1), unknown(1, 2)));
        isBroken(List.of(unknown(1, 0), added(0, 1, 2, 1), added(0, 3, 4, 0)));
    }

    @Test
    void what_is_not_executed_explains_nothing() {
        isBroken(List.of(new Invocation<>("x", 1, 0, 1, new NotExecuted<>()), added(0, 2, 3, 1)));
    }

    @Test
    void a_rejection_is_an_answer_like_others() {
        Invocation<Integer, Integer> full = new Invocation<>("x", 3, 2, 3, new Rejected<>("full"));
        holds(List.of(added(1, 0, 1, 1), full));
        isBroken(List.of(added(0, 0, 1, 0), full));
        isBroken(List.of(added(1, 0, 1, 1), new Invocation<>("x", 3, 2, 3, new Rejected<>("closed"))));
    }

    @Test
    void each_component_is_one_for_itself_and_the_broken_one_is_named() {
        Invocation<Integer, Integer> other = new Invocation<>("y", 1, 2, 3, new Completed<>(1));
        holds(List.of(added(1, 0, 1, 1), other));
        assertThatThrownBy(() -> CHECKER.check(List.of(added(2, 0, 1, 1), other)))
                .hasMessageContaining("component 'x'")
                .hasMessageContaining("2 -> Completed[reply=1]");
    }

    @Test
    void a_search_that_does_not_end_within_its_budget_fails_and_says_so() {
        List<Invocation<Integer, Integer>> many = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            many.add(unknown(1, i));
        }
        many.add(added(0, 20, 21, 4));
        assertThatThrownBy(() -> new Linearizability<>(SUM, 100).check(many))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("is not known")
                .hasMessageContaining("100 ways");
    }

    @Test
    void it_agrees_with_brute_force_on_random_histories() {
        SplittableRandom random = new SplittableRandom(7);
        BruteForce<Integer, Integer, Integer> bruteForce = new BruteForce<>(SUM);
        int[] verdicts = new int[2];
        for (int i = 0; i < 20_000; i++) {
            List<Invocation<Integer, Integer>> history = history(random);
            boolean holds = bruteForce.holds(history);
            verdicts[holds ? 1 : 0]++;
            assertThat(isLinearizable(history)).as("%s", history).isEqualTo(holds);
        }
        assertThat(verdicts[0]).isGreaterThan(2_000);
        assertThat(verdicts[1]).isGreaterThan(2_000);
    }

    private static boolean isLinearizable(List<Invocation<Integer, Integer>> history) {
        try {
            CHECKER.check(history);
            return true;
        } catch (AssertionError e) {
            assertThat(e).hasMessageContaining("is not linearizable");
            return false;
        }
    }

    /** Up to five commands at random times, with answers that are often possible. */
    private static List<Invocation<Integer, Integer>> history(SplittableRandom random) {
        int size = random.nextInt(1, 6);
        List<Integer> times = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            times.add(random.nextInt(times.size() + 1), i);
            times.add(random.nextInt(times.size() + 1), i);
        }
        List<Invocation<Integer, Integer>> history = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int add = random.nextInt(3);
            long called = times.indexOf(i);
            history.add(
                    switch (random.nextInt(6)) {
                        case 0 -> unknown(add, called);
                        case 1 -> new Invocation<>("x", add, called, times.lastIndexOf(i), new Rejected<>("full"));
                        default -> added(add, called, times.lastIndexOf(i), add + random.nextInt(4 - add));
                    });
        }
        return history;
    }
}
