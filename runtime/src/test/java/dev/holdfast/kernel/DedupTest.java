package dev.holdfast.kernel;

import static dev.holdfast.kernel.Plant.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.kernel.Presentation.Execute;
import dev.holdfast.kernel.Presentation.Resolve;
import dev.holdfast.kernel.Response.Final;
import dev.holdfast.kernel.Response.Unavailable;
import dev.holdfast.persistence.entry.Answer;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.testing.Account.Deposit;
import dev.holdfast.testing.Account.Show;
import dev.holdfast.testing.TestSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DedupTest {

    @TempDir
    Path directory;

    @Test
    void an_id_presented_again_is_answered_as_before_and_not_executed_K6() {
        try (Plant plant = Plant.on(directory)) {
            Response first = plant.ask(id("c", 1), new Deposit(7));
            assertThat(plant.ask(id("c", 1), new Deposit(7))).isEqualTo(first);
            assertThat(balance(plant, id("other", 1))).isEqualTo(7);
        }
    }

    @Test
    void an_id_is_remembered_across_a_restart_K6() {
        Response first;
        try (Plant plant = Plant.on(directory)) {
            first = plant.ask(id("c", 1), new Deposit(7));
        }
        try (Plant plant = Plant.on(directory)) {
            assertThat(plant.ask(id("c", 1), new Deposit(7))).isEqualTo(first);
            assertThat(balance(plant, id("other", 1))).isEqualTo(7);
        }
    }

    @Test
    void an_id_used_again_for_another_command_is_refused_K6() {
        try (Plant plant = Plant.on(directory)) {
            plant.ask(id("c", 1), new Deposit(7));
            assertThat(plant.ask(id("c", 1), new Deposit(8)))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            refused -> assertThat(refused.reason())
                                    .contains("c->account|1#1")
                                    .contains("another command"));
        }
    }

    @Test
    void an_id_below_its_senders_floor_is_refused_never_executed_K6() {
        try (Plant plant = Plant.on(directory)) {
            plant.ask(id("c", 1), new Deposit(1));
            plant.ask(id("c", 2), new Deposit(1)); // its floor is 2
            assertThat(plant.ask(id("c", 1), new Deposit(1))).isInstanceOf(Unavailable.class);
            assertThat(plant.ask(id("c", 2), new Deposit(1))).isInstanceOf(Final.class);
            assertThat(balance(plant, id("other", 1))).isEqualTo(2);
        }
    }

    @Test
    void the_last_number_of_the_window_is_executed_and_the_next_refused_K6() {
        try (Plant plant = new Plant(directory, "holdfast.runtime.dedup.window = 4\n", reader -> reader)) {
            Instant deadline = plant.environment().now().plusSeconds(60);
            Execute deposit = new Execute(plant.codec().encode(new Deposit(1)));
            assertThat(plant.ask(plant.presentation(id("c", 5), 1, deadline, deposit)))
                    .isInstanceOf(Unavailable.class);
            assertThat(plant.ask(plant.presentation(id("c", 4), 1, deadline, deposit)))
                    .isInstanceOf(Final.class);
        }
    }

    @Test
    void an_id_past_its_deadline_is_refused_and_one_before_it_executed_K6() {
        try (Plant plant = Plant.on(directory)) {
            Execute deposit = new Execute(plant.codec().encode(new Deposit(1)));
            Instant past = plant.environment().now().minus(Duration.ofMillis(1));
            assertThat(plant.ask(plant.presentation(id("c", 1), 1, past, deposit)))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            refused -> assertThat(refused.reason()).contains("deadline"));
            assertThat(plant.ask(plant.presentation(id("c", 1), 1, past.plusSeconds(60), deposit)))
                    .isInstanceOf(Final.class);
        }
    }

    @Test
    void an_answered_id_is_answered_again_even_past_its_deadline_K6() {
        try (Plant plant = Plant.on(directory)) {
            Response first = plant.ask(id("c", 1), new Deposit(1));
            Execute deposit = new Execute(plant.codec().encode(new Deposit(1)));
            Instant past = plant.environment().now().minusSeconds(60);
            assertThat(plant.ask(plant.presentation(id("c", 1), 1, past, deposit)))
                    .isEqualTo(first);
        }
    }

    @Test
    void resolving_an_answered_id_gives_its_outcome() {
        try (Plant plant = Plant.on(directory)) {
            Response first = plant.ask(id("c", 1), new Deposit(1));
            assertThat(plant.ask(resolve(plant, id("c", 1)))).isEqualTo(first);
        }
    }

    @Test
    void resolving_an_unseen_id_closes_it_for_ever_as_withdrawn() {
        try (Plant plant = Plant.on(directory)) {
            Response withdrawn = new Final(new Answer.Rejected(Answer.Rejected.WITHDRAWN));
            assertThat(plant.ask(resolve(plant, id("c", 1)))).isEqualTo(withdrawn);
            assertThat(plant.ask(id("c", 1), new Deposit(7))).isEqualTo(withdrawn);
            assertThat(balance(plant, id("other", 1))).isZero();
        }
    }

    @Test
    void two_presentations_of_one_id_in_a_row_give_one_outcome_K1() {
        try (Plant plant = Plant.on(directory)) {
            for (int i = 0; i < 50; i++) {
                plant.environment().router().present(plant.presentation(id("c", 1), new Deposit(1)));
            }
            assertThat(plant.answerTo(id("c", 1))).isInstanceOf(Final.class);
            plant.environment().router().present(plant.presentation(id("other", 1), new Show()));
            CommandId show = id("other", 1);
            Response last = plant.answerToLast(show);
            assertThat(plant.cents(last)).isEqualTo(1);
        }
    }

    @Test
    void what_was_forgotten_is_neither_executed_nor_withdrawn_K6() {
        try (Plant plant = new Plant(directory, "holdfast.runtime.dedup.keep = 1ms\n", reader -> reader)) {
            Execute deposit = new Execute(plant.codec().encode(new Deposit(1)));
            Instant deadline = plant.environment().now().plusMillis(100);
            plant.ask(plant.presentation(id("c", 1), 1, deadline, deposit));
            await().atMost(TestSystem.SOON)
                    .until(() -> plant.environment().now().isAfter(deadline.plusMillis(50)));
            for (int i = 1; i <= 1100; i++) { // a sweep takes place every 1024 outcomes
                plant.ask(id("busy", i), new Deposit(0));
            }
            assertThat(plant.ask(resolve(plant, id("c", 1)))).isInstanceOf(Response.Unknown.class);
            assertThat(plant.ask(plant.presentation(id("c", 1), 1, deadline, deposit)))
                    .isInstanceOf(Unavailable.class);
            assertThat(balance(plant, id("other", 1))).isEqualTo(1);
        }
    }

    private static Presentation resolve(Plant plant, CommandId id) {
        return plant.presentation(id, 1, plant.environment().now().plusSeconds(60), new Resolve());
    }

    private static long balance(Plant plant, CommandId id) {
        return plant.cents(plant.ask(id, new Show()));
    }
}
