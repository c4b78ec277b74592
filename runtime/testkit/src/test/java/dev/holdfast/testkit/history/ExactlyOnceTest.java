package dev.holdfast.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ExactlyOnceTest {

    private static final History<String, Integer> TOLD = new History<>();

    static {
        TOLD.call("x", "completed").answer(new Answer.Completed<>(1));
        TOLD.call("x", "rejected").answer(new Answer.Rejected<>("full"));
        TOLD.call("x", "not executed").answer(new Answer.NotExecuted<>());
        TOLD.call("x", "unknown").answer(new Answer.Unknown<>());
    }

    private static void isBroken(String problem, String... executed) {
        assertThatThrownBy(() -> ExactlyOnce.check(TOLD.invocations(), Map.of("x", List.of(executed))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(problem);
    }

    @Test
    void the_completed_once_and_the_unknown_once_at_most_holds() {
        assertThatCode(() -> ExactlyOnce.check(TOLD.invocations(), Map.of("x", List.of("completed"))))
                .doesNotThrowAnyException();
        assertThatCode(() -> ExactlyOnce.check(TOLD.invocations(), Map.of("x", List.of("unknown", "completed"))))
                .doesNotThrowAnyException();
    }

    @Test
    void what_was_executed_more_or_less_often_than_the_caller_was_told_is_found() {
        isBroken("completed was executed 0 times by x", "unknown");
        isBroken("completed was executed 2 times", "completed", "completed");
        isBroken("unknown was executed 2 times", "completed", "unknown", "unknown");
        isBroken("rejected was executed 1 times", "completed", "rejected");
        isBroken("not executed was executed 1 times", "completed", "not executed");
        isBroken("foreign was executed by x, but nobody presented it", "completed", "foreign");
    }

    @Test
    void a_command_that_is_presented_twice_cannot_be_told_from_one_that_is_executed_twice() {
        History<String, Integer> twice = new History<>();
        twice.call("x", "same");
        twice.call("x", "same");
        assertThatThrownBy(() -> ExactlyOnce.check(twice.invocations(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same was presented to x twice");
    }

    @Test
    void what_was_presented_to_one_component_and_executed_by_another_is_found() {
        History<String, Integer> history = new History<>();
        history.call("x", "same").answer(new Answer.Completed<>(1));
        history.call("y", "same").answer(new Answer.Completed<>(1));
        assertThatCode(() ->
                        ExactlyOnce.check(history.invocations(), Map.of("x", List.of("same"), "y", List.of("same"))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ExactlyOnce.check(history.invocations(), Map.of("x", List.of("same", "same"))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("same was executed 2 times by x")
                .hasMessageContaining("same was executed 0 times by y");
    }

    @Test
    void commands_without_a_trace_do_not_count() {
        History<String, Integer> history = new History<>();
        history.call("x", "read").answer(new Answer.Completed<>(1));
        history.call("x", "read").answer(new Answer.Completed<>(1));
        assertThatCode(() -> ExactlyOnce.check(history.invocations(), Map.of(), command -> !command.equals("read")))
                .doesNotThrowAnyException();
    }

    @Test
    void what_is_asked_is_recorded_with_its_answer_and_without_one_it_stays_unknown() {
        History<String, Integer> history = new History<>();
        CompletableFuture<Integer> first = history.record("x", "first", new CompletableFuture<>());
        CompletableFuture<Integer> second = history.record("x", "second", new CompletableFuture<>());
        second.complete(2);

        assertThat(first).isNotDone();
        assertThat(history.invocations())
                .containsExactly(
                        new Invocation<>("x", "first", 0, Invocation.NEVER, new Answer.Unknown<>()),
                        new Invocation<>("x", "second", 1, 2, new Answer.Completed<>(2)));
    }
}
