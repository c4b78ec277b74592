package dev.holdfast.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.testkit.Run;
import dev.holdfast.testkit.Simulation;
import dev.holdfast.testkit.history.Answer.Completed;
import dev.holdfast.testkit.history.Answer.NotExecuted;
import dev.holdfast.testkit.history.Answer.Rejected;
import dev.holdfast.testkit.history.Answer.Unknown;
import dev.holdfast.testkit.node.Node;
import dev.holdfast.testkit.world.Plan;
import dev.holdfast.testkit.world.Plan.Strategy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private record Done() {}

    private record Act(String how) implements Command<String> {}

    private static final Component<String, Done> ACTOR = Component.<String, Done>named("actor")
            .startsAs(id -> "")
            .decides(Act.class, (state, act, context) -> switch (act.how()) {
                case "refuse" -> Decision.reject("no");
                case "fail" -> throw new IllegalStateException("planned");
                default -> Decision.of(new Done()).reply(after -> act.how());
            })
            .applies(Done.class, (state, done) -> state)
            .build();

    /** What a caller is told of a command that was asked so. */
    private static Answer<String> answer(BiFunction<Simulation, Node, CompletionStage<String>> asked) {
        History<String, String> history = new History<>();
        Run run = Run.of(Plan.of(1, Strategy.RANDOM, Duration.ofHours(1)), simulation -> {
            Node node = simulation.node("a", ACTOR);
            history.record("actor", "command", asked.apply(simulation, node));
            simulation.pass(Duration.ofMinutes(2));
        });
        assertThat(run.failure()).isEmpty();
        return history.invocations().get(0).answer();
    }

    private static CompletionStage<String> ask(Node node, String how) {
        return node.component(ACTOR, "1").ask(new Act(how));
    }

    @Test
    void what_was_executed_is_completed() {
        assertThat(answer((simulation, node) -> ask(node, "act"))).isEqualTo(new Completed<>("act"));
    }

    @Test
    void what_the_rules_refuse_is_rejected() {
        assertThat(answer((simulation, node) -> ask(node, "refuse"))).isEqualTo(new Rejected<>("no"));
    }

    @Test
    void what_is_set_aside_was_not_executed() {
        assertThat(answer((simulation, node) -> ask(node, "fail"))).isEqualTo(new NotExecuted<>());
    }

    @Test
    void what_is_too_large_to_be_sent_was_not_executed() {
        assertThat(answer((simulation, node) -> ask(node, "x".repeat(100_000)))).isEqualTo(new NotExecuted<>());
    }

    @Test
    void what_the_caller_itself_made_of_an_answer_says_nothing_of_the_command() {
        assertThat(answer((simulation, node) ->
                        ask(node, "act").thenApply(Integer::parseInt).thenApply(String::valueOf)))
                .isEqualTo(new Unknown<>());
    }

    @Test
    void what_a_node_takes_along_when_it_is_killed_stays_unknown() {
        assertThat(answer((simulation, node) -> {
                    CompletionStage<String> asked = ask(node, "act");
                    node.kill();
                    return asked;
                }))
                .isEqualTo(new Unknown<>());
    }

    @Test
    void what_comes_wrapped_is_looked_at_without_its_wrapper() {
        assertThat(answer((simulation, node) -> ask(node, "refuse").handle((done, error) -> {
                    throw new CompletionException(error);
                })))
                .isEqualTo(new Rejected<>("no"));
    }

    @Test
    void what_is_unknown_can_be_answered_later_and_what_is_known_cannot() {
        History<String, String> history = new History<>();
        History<String, String>.Call call = history.call("x", "command");
        history.record(call, CompletableFuture.failedStage(new IllegalStateException("time-out")));
        assertThat(history.invocations().get(0).answer()).isEqualTo(new Unknown<>());
        history.record(call, CompletableFuture.completedStage("done"));
        assertThat(history.invocations().get(0).answer()).isEqualTo(new Completed<>("done"));
        history.record(call, CompletableFuture.completedStage("done"));
        history.record(call, CompletableFuture.failedStage(new IllegalStateException("time-out")));
        assertThat(history.invocations().get(0).answer()).isEqualTo(new Completed<>("done"));
        assertThatThrownBy(() -> call.answer(new Rejected<>("no")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("answered twice");
    }

    @Test
    void two_answers_that_contradict_each_other_are_found() {
        History<String, String> history = new History<>();
        History<String, String>.Call call = history.call("x", "command");
        history.record(call, CompletableFuture.completedStage("1"));
        history.record(call, CompletableFuture.completedStage("2"));
        assertThatThrownBy(history::invocations)
                .isInstanceOf(AssertionError.class)
                .hasMessage("command is answered twice: Completed[reply=1], then Completed[reply=2]");
    }
}
