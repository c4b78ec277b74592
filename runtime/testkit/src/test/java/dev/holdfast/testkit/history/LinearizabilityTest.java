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
        assertThatThrownBy(() -> new Linearizability<>(SUM, 2).check(many))
                .isInstanceOf(UndecidedException.class)
                .hasMessageContaining("is not known")
                .hasMessageContaining("2 ways");
    }

    @Test
    void a_budget_that_decides_nothing_is_refused() {
        assertThatThrownBy(() -> new Linearizability<>(SUM, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** From an order of two, the state decides what can follow: the last written is read. */
    private static Invocation<String, String> wrote(String value, long called, long answered) {
        return new Invocation<>("x", value, called, answered, new Completed<>("ok"));
    }

    private static Invocation<String, String> read(String value, long called, long answered) {
        return new Invocation<>("x", "read", called, answered, new Completed<>(value));
    }

    private static final Specification<String, String, String> REGISTER = new Specification<>(
            component -> component.equals("x") ? "none" : "other",
            (value, command) -> command.equals("read") ? Next.completed(value, value) : Next.completed(command, "ok"));

    @Test
    void either_order_of_two_that_do_not_commute_may_be_the_one() {
        for (String last : List.of("a", "b")) {
            assertThatCode(() -> new Linearizability<>(REGISTER)
                            .check(List.of(wrote("a", 0, 10), wrote("b", 1, 11), read(last, 12, 13))))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void what_is_answered_as_another_is_called_may_come_after_it() {
        holds(List.of(added(1, 0, 2, 2), added(1, 2, 3, 1)));
        isBroken(List.of(added(1, 0, 2, 2), added(1, 3, 4, 1)));
    }

    @Test
    void what_was_not_executed_explains_nothing_and_need_not_be_explained() {
        Invocation<Integer, Integer> not = new Invocation<>("x", 1, 0, 1, new NotExecuted<>());
        holds(List.of(not, added(0, 2, 3, 0)));
        isBroken(List.of(not, added(0, 2, 3, 1)));
    }

    @Test
    void a_component_begins_as_its_specification_says() {
        Invocation<String, String> other = new Invocation<>("y", "read", 0, 1, new Completed<>("other"));
        assertThatCode(() -> new Linearizability<>(REGISTER).check(List.of(other, read("none", 0, 1))))
                .doesNotThrowAnyException();
    }

    @Test
    void
            the_report_shows_the_longest_order_of_answered_commands_the_state_after_it_and_what_would_have_been_answered() {
        assertThatThrownBy(() ->
                        CHECKER.check(List.of(added(1, 0, 1, 1), unknown(2, 1), added(1, 2, 3, 2), added(0, 4, 5, 1))))
                .hasMessage("the history of component 'x' is not linearizable: no order of its commands explains the"
                        + " answers.\nThe longest that does, each with the times of its call and answer:"
                        + "\n  [0, 1] 1 -> Completed[reply=1]"
                        + "\n  [2, 3] 1 -> Completed[reply=2]"
                        + "\nAfter it, in state 2, none of these fits:"
                        + "\n  [4, 5] 0 -> Completed[reply=1]; here the specification answers Completed[reply=2]");
    }

    @Test
    void of_a_long_order_the_report_shows_the_end() {
        List<Invocation<Integer, Integer>> history = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            history.add(added(0, 2L * i, 2L * i + 1, 0));
        }
        history.add(added(0, 100, 101, 1));
        assertThatThrownBy(() -> CHECKER.check(history))
                .hasMessageContaining("… 3 before\n  [6, 7] 0 -> Completed[reply=0]\n");
    }

    /** Neither memory nor time may grow with the square of what was answered one after the other. */
    @Test
    void many_commands_and_many_that_are_unknown_are_decided() {
        Specification<Integer, Integer, Integer> sum =
                new Specification<>(component -> 0, (before, add) -> Next.completed(before + add, before + add));
        List<Invocation<Integer, Integer>> history = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            history.add(unknown(1_000_000, i));
        }
        for (int i = 0; i < 200_000; i++) {
            history.add(added(1, 100 + 2L * i, 101 + 2L * i, i + 1));
        }
        assertThatCode(() -> new Linearizability<>(sum).check(history)).doesNotThrowAnyException();
    }

    @Test
    void unknown_commands_that_would_change_nothing_do_not_blow_the_search_up() {
        List<Invocation<Integer, Integer>> history = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            history.add(unknown(0, i));
        }
        history.add(added(0, 100, 101, 3));
        isBroken(history);
    }

    @Test
    void a_specification_that_fails_is_named_with_the_command_and_the_state() {
        Specification<Integer, Integer, Integer> failing = new Specification<>(component -> 7, (before, add) -> {
            throw new IllegalStateException("planned");
        });
        assertThatThrownBy(() -> new Linearizability<>(failing).check(List.of(added(1, 0, 1, 1))))
                .hasMessage("the specification of component 'x' failed on 1 in state 7")
                .hasRootCauseMessage("planned");
    }

    @Test
    void times_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> added(1, 2, 2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> added(1, 2, Invocation.NEVER, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Invocation<>("x", 1, 1, 2, new Unknown<>()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Commands that do not commute, equal times, two components, and some that were not executed. */
    @Test
    void it_agrees_with_brute_force_on_random_histories_of_a_register() {
        SplittableRandom random = new SplittableRandom(11);
        BruteForce<String, String, String> bruteForce = new BruteForce<>(REGISTER);
        int[] verdicts = new int[2];
        for (int i = 0; i < 20_000; i++) {
            List<Invocation<String, String>> history = registers(random);
            boolean holds = bruteForce.holds(history);
            verdicts[holds ? 1 : 0]++;
            boolean found = true;
            try {
                new Linearizability<>(REGISTER).check(history);
            } catch (AssertionError e) {
                found = false;
            }
            assertThat(found).as("%s", history).isEqualTo(holds);
        }
        assertThat(verdicts[0]).isGreaterThan(2_000);
        assertThat(verdicts[1]).isGreaterThan(2_000);
    }

    private static List<Invocation<String, String>> registers(SplittableRandom random) {
        List<Invocation<String, String>> history = new ArrayList<>();
        int size = random.nextInt(1, 6);
        for (int i = 0; i < size; i++) {
            long called = random.nextInt(8);
            long answered = called + 1 + random.nextInt(6);
            String component = random.nextInt(5) == 0 ? "y" : "x";
            boolean reads = random.nextBoolean();
            String command = reads ? "read" : List.of("a", "b").get(random.nextInt(2));
            Answer<String> answer = switch (random.nextInt(8)) {
                case 0 -> new Unknown<>();
                case 1 -> new NotExecuted<>();
                default ->
                    new Completed<>(reads ? List.of("a", "b", "none", "other").get(random.nextInt(4)) : "ok");
            };
            history.add(new Invocation<>(
                    component, command, called, answer instanceof Unknown<?> ? Invocation.NEVER : answered, answer));
        }
        return history;
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
