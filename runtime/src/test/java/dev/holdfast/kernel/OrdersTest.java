package dev.holdfast.kernel;

import static dev.holdfast.kernel.Plant.id;
import static dev.holdfast.testing.TestSystem.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.kernel.Response.Final;
import dev.holdfast.operator.Mandate;
import dev.holdfast.operator.OrderRefused;
import dev.holdfast.operator.OrderUnknown;
import dev.holdfast.operator.Rollback;
import dev.holdfast.operator.RollbackPlan;
import dev.holdfast.operator.RollbackPlanner;
import dev.holdfast.persistence.entry.Answer;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.entry.VoidPlan;
import dev.holdfast.persistence.entry.Voided;
import dev.holdfast.persistence.journal.EntryWriter;
import dev.holdfast.persistence.log.AppendResult;
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
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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

    /** Another writer, as there may be on a database, voids a part of it while this one is about to void all. */
    @Test
    void a_plan_that_another_one_has_overtaken_is_refused_and_not_called_done() {
        AtomicReference<Function<EntryWriter, CompletionStage<AppendResult>>> before = new AtomicReference<>();
        UnaryOperator<EntryWriter> overtaken = writer -> (id, name, first, entries) -> {
            Function<EntryWriter, CompletionStage<AppendResult>> other = before.getAndSet(null);
            return other == null
                    ? writer.write(id, name, first, entries)
                    : other.apply(writer).thenCompose(stored -> writer.write(id, name, first, entries));
        };
        try (Plant plant = new Plant(directory, "", reader -> reader, writer -> Optional.of(overtaken.apply(writer)))) {
            plant.ask(id("c", 1), new Deposit(1));
            plant.ask(id("c", 2), new Deposit(10));
            RollbackPlan both = plan(plant, Rollback.backTo(0));
            List<StoredEntry> other = voiding(plant, plan(plant, Rollback.backTo(1)));
            before.set(writer -> writer.write("account|1", "other", both.head().sequence() + 1, other));

            assertThatThrownBy(() -> get(rollBack(plant, both)))
                    .isInstanceOf(OrderRefused.class)
                    .hasMessageContaining("voided already");
            assertThat(plant.cents(plant.ask(id("d", 1), new Show()))).isEqualTo(1);
        }
    }

    private static List<StoredEntry> voiding(Plant plant, RollbackPlan plan) {
        History history = new History("account|1", Duration.ofDays(1));
        get(plant.environment().reader().read("account|1", 1, Long.MAX_VALUE, 100, 1 << 20))
                .forEach(read -> history.accept(read.sequence(), read.entry()));
        EntryGroup group = new EntryGroup(history, history.time());
        long epoch = group.next();
        group.add(epoch, new EpochStarted(), Set.of());
        VoidPlan.Reason reason = new VoidPlan.Reason("why", "other", Optional.empty());
        plan.voids().entries(reason, group.next(), 0, 1 << 16).forEach(voided -> group.add(epoch, voided, Set.of()));
        return group.stored();
    }

    @Test
    void an_order_that_comes_when_the_segment_has_ended_is_answered_too() {
        Plant plant = Plant.on(directory);
        RollbackPlan plan;
        try (plant) {
            plant.ask(id("c", 1), new Deposit(1));
            plan = plan(plant, Rollback.backTo(0));
        }
        assertThatThrownBy(() -> get(rollBack(plant, plan)))
                .isInstanceOf(OrderUnknown.class)
                .hasMessageContaining("account|1");
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
