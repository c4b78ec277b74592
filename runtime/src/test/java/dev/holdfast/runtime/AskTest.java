package dev.holdfast.runtime;

import static dev.holdfast.testing.Account.ACCOUNT;
import static dev.holdfast.testing.TestSystem.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.component.Effect;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.testing.Account;
import dev.holdfast.testing.Account.Balance;
import dev.holdfast.testing.Account.Deposit;
import dev.holdfast.testing.Account.Fatal;
import dev.holdfast.testing.Account.Park;
import dev.holdfast.testing.Account.Show;
import dev.holdfast.testing.TestSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path directory;

    /** Not a command of an account. */
    record Foreign() implements Command<String> {}

    @Test
    void a_segment_that_is_full_refuses_at_once_and_a_done_command_makes_room_S3() {
        Account.gate("full");
        try (TestSystem system = TestSystem.on(directory, "holdfast.segments.default.max-in-flight = 2\n", ACCOUNT)) {
            CompletionStage<Balance> parked = system.account("1").ask(new Park("full", 1));
            Account.awaitParked("full");
            CompletionStage<Balance> behind = system.account("1").ask(new Deposit(1));
            assertThatThrownBy(() -> get(system.account("2").ask(new Deposit(1))))
                    .isInstanceOf(ComponentUnavailable.class)
                    .hasMessageContaining("max-in-flight");
            Account.release("full");
            get(parked);
            get(behind);
            await().atMost(TestSystem.SOON)
                    .until(() -> system.holdfast().status().commandsInFlight() == 0);
            assertThat(get(system.account("2").ask(new Deposit(1)))).isEqualTo(new Balance(1));
        }
    }

    @Test
    void a_permit_is_not_given_back_by_a_time_out_but_when_the_command_is_done() {
        Account.gate("slow");
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            CompletionStage<Balance> parked = system.account("1").ask(new Park("slow", 1), SHORT);
            assertThatThrownBy(() -> get(parked)).isInstanceOf(OutcomeUnknown.class);
            assertThat(system.holdfast().status().commandsInFlight()).isEqualTo(1);
            Account.release("slow");
            await().atMost(TestSystem.SOON)
                    .until(() -> system.holdfast().status().commandsInFlight() == 0);
        }
    }

    @Test
    void what_became_of_an_unknown_outcome_can_be_found_out() {
        Account.gate("late");
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            Park park = new Park("late", 7);
            OutcomeUnknown unknown = catchThrowableOfType(
                    OutcomeUnknown.class, () -> get(system.account("1").ask(park, SHORT)));
            Account.release("late");
            assertThat(get(system.account("1").outcomeOf(unknown.id(), park))).isEqualTo(new Balance(7));
            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(7));
        }
    }

    @Test
    void asking_twice_what_became_of_a_command_leaks_no_permit() {
        Account.gate("twice");
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            Park park = new Park("twice", 7);
            OutcomeUnknown unknown = catchThrowableOfType(
                    OutcomeUnknown.class, () -> get(system.account("1").ask(park, SHORT)));
            CompletionStage<Balance> first = system.account("1").outcomeOf(unknown.id(), park);
            CompletionStage<Balance> second = system.account("1").outcomeOf(unknown.id(), park);
            Account.release("twice");
            assertThat(get(first)).isEqualTo(get(second)).isEqualTo(new Balance(7));
            await().atMost(TestSystem.SOON)
                    .until(() -> system.holdfast().status().commandsInFlight() == 0);
        }
    }

    @Test
    void asks_of_one_caller_are_decided_in_order_at_a_components_first_use() {
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            for (int account = 0; account < 20; account++) {
                List<CompletionStage<Balance>> asks = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    asks.add(system.account("fresh-" + account).ask(new Deposit(1)));
                }
                for (int i = 0; i < 50; i++) {
                    assertThat(get(asks.get(i))).isEqualTo(new Balance(i + 1));
                }
            }
        }
    }

    @Test
    void an_id_nobody_accepted_is_withdrawn_when_its_outcome_is_asked() {
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            CommandId lost = new CommandId("client-of-a-dead-process", "account|1", 3000);
            assertThatThrownBy(() -> get(system.account("1").outcomeOf(lost, new Deposit(7))))
                    .isInstanceOfSatisfying(
                            CommandRejected.class,
                            rejected -> assertThat(rejected.code()).isEqualTo("withdrawn"));
        }
    }

    @Test
    void the_outcome_of_another_components_id_cannot_be_asked() {
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            CommandId other = new CommandId("c", "account|2", 1);
            assertThatThrownBy(() -> get(system.account("1").outcomeOf(other, new Deposit(7))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("account|2");
        }
    }

    @Test
    void a_command_nobody_decides_on_fails_at_once_and_names_those_that_are() {
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            assertThatThrownBy(() -> get(system.account("1").ask(new Foreign())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Foreign")
                    .hasMessageContaining("Deposit");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void a_time_out_that_is_not_positive_is_refused(long millis) {
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            assertThatThrownBy(() -> get(system.account("1").ask(new Show(), Duration.ofMillis(millis))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("positive");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"StackOverflowError", "NoClassDefFoundError", "AssertionError"})
    void an_error_that_would_end_the_jvm_becomes_a_fault_of_its_command_S1(String error) {
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            assertThatThrownBy(() -> get(system.account("1").ask(new Fatal(error))))
                    .isInstanceOf(CommandQuarantined.class)
                    .hasMessageContaining(error);
            assertThat(get(system.account("1").ask(new Deposit(1)))).isEqualTo(new Balance(1));
        }
    }

    @Test
    void more_commands_than_the_window_are_numbered_as_answers_make_room_K6() {
        String small = "holdfast.runtime.dedup.window = 4\n";
        try (TestSystem system = TestSystem.on(directory, small, ACCOUNT)) {
            CompletionStage<Balance> last = system.account("1").ask(new Deposit(1));
            for (int i = 1; i < 200; i++) {
                last = system.account("1").ask(new Deposit(1));
            }
            assertThat(get(last)).isEqualTo(new Balance(200));
        }
    }

    @Test
    void asks_under_way_when_the_system_ends_are_told() {
        Account.gate("end");
        TestSystem system = TestSystem.on(directory, ACCOUNT);
        CompletionStage<Balance> parked = system.account("1").ask(new Park("end", 1));
        Account.awaitParked("end");
        Account.release("end");
        system.close();
        await().atMost(TestSystem.SOON).until(() -> parked.toCompletableFuture().isDone());
        CompletionStage<Balance> after = system.account("1").ask(new Deposit(1));
        await().atMost(TestSystem.SOON).until(() -> after.toCompletableFuture().isDone());
    }

    @Test
    void a_name_stands_for_one_definition() {
        Component<Long, Object> impostor = Component.<Long, Object>named("account")
                .startsAs(id -> 0L)
                .decides(Foreign.class, (state, command, context) -> Decision.reject("never"))
                .build();
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            assertThatThrownBy(() -> system.holdfast().start(impostor))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("account");
            assertThatThrownBy(() -> system.holdfast().component(impostor, "1"))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void an_outcome_too_large_to_store_is_a_fault_of_its_command_alone_K2() {
        record Say(int length) implements Command<String> {}
        Component<Long, Object> parrot = Component.<Long, Object>named("parrot")
                .startsAs(id -> 0L)
                .decides(Say.class, (state, say, context) -> Decision.of().reply(after -> "x".repeat(say.length())))
                .build();
        try (TestSystem system = TestSystem.on(directory, parrot)) {
            ComponentRef polly = system.holdfast().component(parrot, "polly");
            CompletionStage<String> before = polly.ask(new Say(10));
            assertThatThrownBy(() -> get(polly.ask(new Say(65 * 1024))))
                    .isInstanceOf(CommandQuarantined.class)
                    .hasMessageContaining("max-bytes");
            assertThat(get(before)).hasSize(10);
            assertThat(get(polly.ask(new Say(10)))).hasSize(10);
        }
    }

    /** Jackson writes it, but does not know how to read it. */
    interface Unreadable {
        int value();
    }

    record Hide() implements Command<Unreadable> {}

    @Test
    void a_value_that_could_never_be_read_again_is_a_fault_of_its_command_alone_K2() {
        Component<Long, Object> hider = Component.<Long, Object>named("hider")
                .startsAs(id -> 0L)
                .decides(Hide.class, (state, hide, context) -> Decision.of().reply(after -> (Unreadable) () -> 1))
                .build();
        try (TestSystem system = TestSystem.on(directory, hider)) {
            assertThatThrownBy(() -> get(system.holdfast().component(hider, "1").ask(new Hide())))
                    .isInstanceOf(CommandQuarantined.class)
                    .hasMessageContaining("cannot be read")
                    .hasMessageContaining("Unreadable");
        }
    }

    interface Shape {
        int corners();
    }

    record Square(int corners) implements Shape {}

    record Drawn(List<Shape> shapes) {}

    record Draw(int shapes) implements Command<String> {}

    @Test
    void an_event_that_could_never_be_read_again_is_not_stored_even_if_others_of_its_type_can_K2() {
        Component<Long, Drawn> drawing = Component.<Long, Drawn>named("drawing")
                .startsAs(id -> 0L)
                .decides(
                        Draw.class,
                        (state, draw, context) -> Decision.of(
                                        new Drawn(Collections.nCopies(draw.shapes(), new Square(4))))
                                .reply(after -> "drawn " + after))
                .applies(Drawn.class, (state, drawn) -> state + drawn.shapes().size())
                .build();
        try (TestSystem system = TestSystem.on(directory, drawing)) {
            ComponentRef ref = system.holdfast().component(drawing, "1");
            assertThat(get(ref.ask(new Draw(0)))).isEqualTo("drawn 0");
            assertThatThrownBy(() -> get(ref.ask(new Draw(1)))).isInstanceOf(CommandQuarantined.class);
        }
        try (TestSystem system = TestSystem.on(directory, drawing)) {
            assertThat(get(system.holdfast().component(drawing, "1").ask(new Draw(0))))
                    .isEqualTo("drawn 0");
        }
    }

    /** An exception that fails whoever looks at it. */
    private static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("even the message fails");
        }
    }

    record Harm() implements Command<String> {}

    @Test
    void an_exception_that_cannot_even_be_looked_at_is_a_fault_of_its_command_S1() {
        Component<Long, Object> harmed = Component.<Long, Object>named("harmed")
                .startsAs(id -> 0L)
                .decides(Harm.class, (state, harm, context) -> {
                    throw new Hostile();
                })
                .decides(Draw.class, (state, draw, context) -> Decision.of().reply(after -> "alive"))
                .build();
        try (TestSystem system = TestSystem.on(directory, harmed)) {
            ComponentRef ref = system.holdfast().component(harmed, "1");
            assertThatThrownBy(() -> get(ref.ask(new Harm())))
                    .isInstanceOf(CommandQuarantined.class)
                    .hasMessageContaining("Hostile");
            assertThat(get(ref.ask(new Draw(0)))).isEqualTo("alive");
        }
    }

    @Test
    void a_time_out_beyond_a_year_is_refused_and_takes_no_permit() {
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            for (Duration endless : List.of(Duration.ofDays(366), Duration.ofSeconds(Long.MAX_VALUE))) {
                assertThatThrownBy(() -> get(system.account("1").ask(new Show(), endless)))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThat(system.holdfast().status().commandsInFlight()).isZero();
            assertThat(get(system.account("1").ask(new Show(), Duration.ofDays(365))))
                    .isEqualTo(new Balance(0));
        }
    }

    @Test
    void a_command_that_fails_in_another_way_begins_at_the_foot_of_that_ladder() {
        AtomicInteger tries = new AtomicInteger();
        Component<Long, Object> moody = Component.<Long, Object>named("moody")
                .startsAs(id -> 0L)
                .decides(Harm.class, (state, harm, context) -> {
                    if (tries.incrementAndGet() < 5) {
                        throw new IllegalStateException("a crash");
                    }
                    return Decision.of().then(Effect.send("nobody", "1", harm)).reply(after -> "sent");
                })
                .decides(Draw.class, (state, draw, context) -> Decision.of().reply(after -> "alive"))
                .build();
        try (TestSystem system = TestSystem.on(directory, moody)) {
            ComponentRef ref = system.holdfast().component(moody, "1");
            assertThatThrownBy(() -> get(ref.ask(new Harm()))).isInstanceOf(CommandQuarantined.class);
            assertThat(get(ref.ask(new Draw(0)))).isEqualTo("alive");
        }
    }
}
