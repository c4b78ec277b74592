package dev.holdfast.kernel;

import static dev.holdfast.kernel.Plant.id;
import static dev.holdfast.testing.TestSystem.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.kernel.Response.Final;
import dev.holdfast.operator.Mandate;
import dev.holdfast.operator.OrderRefused;
import dev.holdfast.operator.Rollback;
import dev.holdfast.operator.RollbackPlan;
import dev.holdfast.operator.RollbackPlanner;
import dev.holdfast.persistence.entry.Answer;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Voided;
import dev.holdfast.testing.Account;
import dev.holdfast.testing.Account.Deposit;
import dev.holdfast.testing.Account.Fragile;
import dev.holdfast.testing.Account.Park;
import dev.holdfast.testing.Account.Show;
import dev.holdfast.testing.Journal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators order, past the looks that {@code Operator} takes before it. */
class OrdersTest {

    private static final Mandate ANN = new Mandate("ann", "wrong");

    @TempDir
    Path directory;

    @Test
    void the_incarnation_that_writes_refuses_a_stale_plan_and_the_component_lives_on() {
        try (Plant plant = Plant.on(directory)) {
            plant.ask(id("c", 1), new Deposit(1));
            RollbackPlan plan = plan(plant, Rollback.backTo(0));
            plant.ask(id("c", 2), new Deposit(10));

            assertThatThrownBy(() -> get(rollBack(plant, plan)))
                    .isInstanceOf(OrderRefused.class)
                    .hasMessageContaining("stale")
                    .hasMessageContaining("command c#2");
            assertThat(plant.cents(plant.ask(id("d", 1), new Show()))).isEqualTo(11);
            assertThat(voided(plant)).isEmpty();
        }
    }

    @Test
    void the_incarnation_that_writes_refuses_what_is_voided_already() {
        try (Plant plant = Plant.on(directory)) {
            plant.ask(id("c", 1), new Deposit(1));
            RollbackPlan plan = plan(plant, Rollback.backTo(0));
            get(rollBack(plant, plan));

            assertThatThrownBy(() -> get(rollBack(plant, plan)))
                    .isInstanceOf(OrderRefused.class)
                    .hasMessageContaining("voided already");
            assertThat(voided(plant)).hasSize(1);
        }
    }

    @Test
    void of_two_orders_at_once_one_is_done_and_the_other_refused() {
        try (Plant plant = Plant.on(directory)) {
            plant.ask(id("c", 1), new Deposit(1));
            RollbackPlan plan = plan(plant, Rollback.backTo(0));
            CompletionStage<Done> first = rollBack(plant, plan);
            CompletionStage<Done> second = rollBack(plant, plan);

            get(first);
            assertThatThrownBy(() -> get(second)).isInstanceOf(OrderRefused.class);
            assertThat(voided(plant)).hasSize(1);
        }
    }

    @Test
    void a_late_retry_of_a_voided_command_is_rejected_voided_and_not_executed_R5() {
        try (Plant plant = Plant.on(directory)) {
            plant.ask(id("c", 1), new Deposit(1));
            plant.ask(id("c", 2), new Deposit(10));
            get(rollBack(plant, plan(plant, Rollback.ofCommand("c", 2))));

            assertVoided(plant.ask(id("c", 2), new Deposit(10)));
            assertThat(plant.cents(plant.ask(id("d", 1), new Show()))).isEqualTo(1);
        }
        try (Plant plant = Plant.on(directory)) {
            assertVoided(plant.ask(id("c", 2), new Deposit(10)));
            assertThat(plant.cents(plant.ask(id("e", 1), new Show()))).isEqualTo(1);
        }
    }

    @Test
    void an_order_behind_a_command_that_is_held_waits_for_the_next_incarnation_and_no_command_is_lost() {
        Account.failures("drained", 1);
        Account.gate("drained");
        try (Plant plant = Plant.on(directory)) {
            plant.ask(id("c", 1), new Deposit(1));
            RollbackPlan plan = plan(plant, Rollback.backTo(0));
            plant.environment().router().present(plant.presentation(id("c", 2), new Park("drained", 10)));
            Account.awaitParked("drained");
            plant.environment().router().present(plant.presentation(id("d", 1), new Fragile("drained", 100)));
            CompletionStage<Done> ordered = rollBack(plant, plan);
            Account.release("drained");

            assertThat(plant.answerTo(id("c", 2))).isInstanceOf(Final.class);
            assertThat(plant.answerTo(id("d", 1))).isInstanceOf(Final.class);
            assertThatThrownBy(() -> get(ordered))
                    .isInstanceOf(OrderRefused.class)
                    .hasMessageContaining("command c#2");
            assertThat(plant.cents(plant.ask(id("e", 1), new Show()))).isEqualTo(111);
        }
    }

    @Test
    void an_order_for_a_component_that_is_not_started_is_refused() {
        try (Plant plant = Plant.on(directory)) {
            plant.ask(id("c", 1), new Deposit(1));
            RollbackPlan plan = plan(plant, Rollback.backTo(0));
            RollbackPlan elsewhere =
                    new RollbackPlan(new ComponentId("unknown", "1"), plan.head(), plan.voids(), false);

            assertThatThrownBy(() -> get(rollBack(plant, elsewhere)))
                    .isInstanceOf(OrderRefused.class)
                    .hasMessageContaining("no component named 'unknown' is started");
            assertThatThrownBy(() -> get(plant.environment().router().resolve(id("c", 1), ANN, Optional.empty())))
                    .isInstanceOf(OrderRefused.class)
                    .hasMessageContaining("not in quarantine");
        }
    }

    @Test
    void a_plan_of_another_journal_is_refused() {
        RollbackPlan plan;
        try (Plant plant = Plant.on(directory.resolve("one"))) {
            plant.ask(id("c", 1), new Deposit(1));
            plan = plan(plant, Rollback.backTo(0));
        }
        try (Plant plant = Plant.on(directory.resolve("two"))) {
            plant.ask(id("c", 1), new Deposit(2));
            assertThatThrownBy(() -> get(rollBack(plant, plan)))
                    .isInstanceOf(OrderRefused.class)
                    .hasMessageContaining("another journal");
            assertThat(plant.cents(plant.ask(id("d", 1), new Show()))).isEqualTo(2);
        }
    }

    private static void assertVoided(Response response) {
        assertThat(response).isEqualTo(new Final(new Answer.Rejected("voided")));
    }

    private static RollbackPlan plan(Plant plant, Rollback rollback) {
        return get(new RollbackPlanner(plant.environment().reader(), Runnable::run, Duration.ofDays(1))
                .plan(new ComponentId("account", "1"), rollback));
    }

    private static CompletionStage<Done> rollBack(Plant plant, RollbackPlan plan) {
        return plant.environment().router().rollBack(plan, ANN, "o-1");
    }

    private static List<Voided> voided(Plant plant) {
        return Journal.contents(plant.system(), "account|1", Voided.class);
    }
}
