package dev.holdfast.runtime;

import static dev.holdfast.testing.TestSystem.get;
import static dev.holdfast.testing.Vault.add;
import static dev.holdfast.testing.Vault.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.component.InvariantViolated;
import dev.holdfast.operator.Mandate;
import dev.holdfast.operator.Rollback;
import dev.holdfast.operator.RollbackPlan;
import dev.holdfast.persistence.checkpoint.CheckpointName;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Corrected;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.Voided;
import dev.holdfast.persistence.journal.EmbeddedLog;
import dev.holdfast.testing.FaultyJournal;
import dev.holdfast.testing.Stored;
import dev.holdfast.testing.TestSystem;
import dev.holdfast.testing.Vault;
import dev.holdfast.testing.Vault.Event;
import dev.holdfast.testing.Vault.Mended;
import dev.holdfast.testing.Vault.State;
import dev.holdfast.testing.Vault.Take;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory that was corrupted is told apart from events that are wrong, and is never rolled forward (R1). */
class CorruptionTest {

    private static final String ID = "vault|1";
    private static final String PARKS = """
            holdfast.segments.default.recovery = [
              { on = invariant-violated, do = [roll-forward, quarantine-command] }
              { on = state-corrupted, do = [park] }
            ]
            """;

    private static final String QUICK = FaultyJournal.SETTING + """
            faulty-journal.circuit-breaker { max-failures = 1000, call-timeout = 500ms }
            """;

    @TempDir
    Path directory;

    private final Vault vault = new Vault();
    private final Component<State, Event> component = vault.guarded()
            .corrects(InvariantViolated.class, (state, broken) -> List.of(new Mended(-state.now())))
            .build();

    @AfterEach
    void heal() {
        FaultyJournal.heal(ID);
    }

    private ComponentRef one(TestSystem system) {
        return system.holdfast().component(component, "1");
    }

    /** The entries whose checkpoints are kept, the newest first. */
    private static List<Long> checkpoints(TestSystem system) {
        return EmbeddedLog.get(Adapter.toClassic(system.system())).checkpoints().list(ID).stream()
                .map(CheckpointName::sequence)
                .toList();
    }

    private long corrections() {
        return Stored.entries(directory, ID).stream()
                .filter(Corrected.class::isInstance)
                .count();
    }

    private long incarnations(String id) {
        return Stored.entries(directory, id).stream()
                .filter(EpochStarted.class::isInstance)
                .count();
    }

    /** The state is wrong, but only what the command makes of it breaks the invariant. */
    @Test
    void a_command_that_fails_on_corrupted_memory_is_executed_on_the_state_that_the_journal_folds_to_R1() {
        try (TestSystem system = TestSystem.on(directory, component)) {
            add(one(system), 100);
            vault.corrupt(5);
            assertThat(add(one(system), -50)).isEqualTo(50);
            assertThat(show(one(system))).isEqualTo(50);
        }
        assertThat(Stored.decisions(directory))
                .containsExactly("invariant-violated: roll-forward", "state-corrupted: roll-back");
        assertThat(Stored.outcomes(directory)).containsExactly("completed", "rolled-back");
        assertThat(Stored.faults(directory).get(1).cause())
                .contains(Stored.faults(directory).get(0).fault());
        assertThat(corrections()).isZero();
    }

    /** A state that breaks the invariant by itself is no command's fault; a rejection by it would be wrong, too. */
    @Test
    void a_state_that_is_broken_in_memory_is_rolled_back_and_the_command_is_decided_again_R1() {
        try (TestSystem system = TestSystem.on(directory, component)) {
            add(one(system), 100);
            vault.corrupt(-5);
            assertThat(get(one(system).ask(new Take(60)))).isEqualTo(40);
            vault.corrupt(-5);
            assertThat(add(one(system), 1)).isEqualTo(41);
        }
        assertThat(Stored.decisions(directory))
                .containsExactly("state-corrupted: roll-back", "state-corrupted: roll-back");
        assertThat(corrections()).isZero();
    }

    @Test
    void corrupted_memory_is_rolled_back_where_no_correction_is_declared_and_no_command_is_set_aside_R1() {
        Component<State, Event> guarded = vault.guarded().build();
        try (TestSystem system = TestSystem.on(directory, guarded)) {
            ComponentRef one = system.holdfast().component(guarded, "1");
            add(one, 100);
            vault.corrupt(-5);
            assertThat(add(one, 1)).isEqualTo(101);
        }
        assertThat(Stored.decisions(directory)).containsExactly("state-corrupted: roll-back");
    }

    @Test
    void a_wrong_event_in_the_journal_shows_again_and_what_it_leads_to_is_corrected_R1() {
        try (TestSystem system = TestSystem.on(directory, component)) {
            add(one(system), 5);
            assertThat(add(one(system), -50)).isZero();
        }
        assertThat(Stored.decisions(directory)).containsExactly("invariant-violated: roll-forward");
        assertThat(corrections()).isEqualTo(1);
    }

    /** As when a release declares a new invariant. */
    @Test
    void a_wrong_event_found_by_the_incarnation_that_takes_over_is_corrected_with_its_epoch_R1() {
        Component<State, Event> open = vault.open().build();
        try (TestSystem system = TestSystem.on(directory, open)) {
            add(system.holdfast().component(open, "1"), -50);
        }
        try (TestSystem system = TestSystem.on(directory, component)) {
            assertThat(add(one(system), 7)).isEqualTo(7);
        }
        assertThat(Stored.decisions(directory)).containsExactly("invariant-violated: roll-forward");
        assertThat(Stored.outcomes(directory)).containsExactly("recovered");
        assertThat(corrections()).isEqualTo(1);
        assertThat(incarnations(ID)).isEqualTo(2);
    }

    /** What was written of it nobody knows; when it is stored after all, and the next one is fenced, it was no corruption. */
    @ParameterizedTest
    @EnumSource(FaultyJournal.Fault.class)
    void a_correction_whose_write_fails_in_whatever_way_is_written_once_and_nothing_else_is_made_of_it_K5_R1(
            FaultyJournal.Fault fault) {
        Component<State, Event> open = vault.open().build();
        try (TestSystem system = TestSystem.on(directory, open)) {
            add(system.holdfast().component(open, "1"), -50);
        }
        try (TestSystem system = TestSystem.on(directory, QUICK, component)) {
            FaultyJournal.plan(ID, fault);
            assertThat(add(one(system), 7)).isEqualTo(7);
            assertThat(FaultyJournal.left(ID)).isZero();
        }
        assertThat(Stored.decisions(directory))
                .containsExactly("invariant-violated: roll-forward", "storage-write: roll-back");
        assertThat(Stored.outcomes(directory)).containsExactly("recovered", "recovered");
        assertThat(corrections()).isEqualTo(1);
    }

    @Test
    void a_correction_is_ordered_again_when_the_journal_could_not_be_read_on_the_way_to_it() {
        Component<State, Event> open = vault.open().build();
        try (TestSystem system = TestSystem.on(directory, open)) {
            add(system.holdfast().component(open, "1"), -50);
        }
        try (TestSystem system = TestSystem.on(directory, QUICK, component)) {
            vault.beforeApply(event -> {
                vault.beforeApply(again -> {});
                FaultyJournal.failRecovery(ID); // that of the incarnation that is to correct
            });
            assertThat(add(one(system), 7)).isEqualTo(7);
        }
        assertThat(Stored.decisions(directory))
                .containsExactly("invariant-violated: roll-forward", "storage-read: roll-back");
        assertThat(corrections()).isEqualTo(1);
    }

    /** What the checkpoint before the plan holds is wrong, but shows only without what the plan takes. */
    private RollbackPlan planOnCorruptedCheckpoint(String settings) {
        String twice = settings + "holdfast.segments.default { checkpoint.every = 2, ring.every = off }\n";
        try (TestSystem system = TestSystem.on(directory, twice, component)) {
            add(one(system), 100);
            vault.corrupt(5);
            assertThat(add(one(system), 1)).as("what the checkpoint holds").isEqualTo(6);
            await().atMost(TestSystem.SOON).until(() -> checkpoints(system).equals(List.of(3L)));
            vault.corrupt(101);
            assertThat(add(one(system), -50)).isEqualTo(51);
            assertThat(add(one(system), 60)).isEqualTo(111);
            await().atMost(TestSystem.SOON).until(() -> checkpoints(system).equals(List.of(5L, 3L)));
            return get(system.holdfast().operator().plan(new ComponentId("vault", "1"), Rollback.backTo(3)));
        }
    }

    private static CompletionStage<Done> apply(TestSystem system, RollbackPlan plan) {
        return system.holdfast().operator().apply(plan, plan.token(), new Mandate("ann", "too much"));
    }

    @Test
    void corruption_that_the_carrying_out_of_a_plan_found_is_recorded_and_its_checkpoints_are_removed_R1() {
        RollbackPlan plan = planOnCorruptedCheckpoint("");
        try (TestSystem system = TestSystem.on(directory, component)) {
            get(apply(system, plan));
            assertThat(show(one(system))).isEqualTo(51);
            await().atMost(TestSystem.SOON).until(() -> checkpoints(system).isEmpty());
        }
        assertThat(Stored.decisions(directory)).contains("state-corrupted: roll-back");
        assertThat(corrections()).isZero();
    }

    @Test
    void a_plan_on_which_a_component_parks_for_corruption_is_done_and_its_operator_is_told_so_R1() {
        RollbackPlan plan = planOnCorruptedCheckpoint(PARKS);
        try (TestSystem system = TestSystem.on(directory, PARKS, component)) {
            get(apply(system, plan));
            assertThatThrownBy(() -> show(one(system)))
                    .isInstanceOf(ComponentUnavailable.class)
                    .hasMessageContaining("state-corrupted");
        }
        assertThat(Stored.entries(directory, ID))
                .filteredOn(Voided.class::isInstance)
                .hasSize(1);
    }

    @Test
    void a_wrong_event_that_nothing_corrects_parks_the_component_with_the_invariant_named() {
        Component<State, Event> open = vault.open().build();
        try (TestSystem system = TestSystem.on(directory, open)) {
            add(system.holdfast().component(open, "1"), -50);
        }
        Component<State, Event> guarded = vault.guarded().build();
        try (TestSystem system = TestSystem.on(directory, guarded)) {
            ComponentRef one = system.holdfast().component(guarded, "1");
            assertThatThrownBy(() -> show(one))
                    .isInstanceOf(ComponentUnavailable.class)
                    .hasMessageContaining(Vault.NEVER_EMPTY);
        }
        assertThat(incarnations(ID)).isEqualTo(1);
    }

    /** A checkpoint was made of memory that was corrupted already: by its digest and its hash it is right. */
    @Test
    void a_checkpoint_made_of_corrupted_memory_is_not_what_a_correction_is_based_on_and_is_removed_R1() {
        String eager = "holdfast.segments.default.checkpoint.every = 2\n";
        try (TestSystem system = TestSystem.on(directory, eager, component)) {
            add(one(system), 100);
            vault.corrupt(5);
            add(one(system), 1);
            await().atMost(TestSystem.SOON).until(() -> checkpoints(system).equals(List.of(3L)));
            assertThat(add(one(system), -50)).isEqualTo(51);
            await().atMost(TestSystem.SOON)
                    .until(() -> checkpoints(system).stream().noneMatch(sequence -> sequence <= 3));
        }
        try (TestSystem system = TestSystem.on(directory, eager, component)) {
            assertThat(show(one(system))).isEqualTo(51);
        }
        assertThat(Stored.decisions(directory))
                .containsExactly("invariant-violated: roll-forward", "state-corrupted: roll-back");
        assertThat(corrections()).isZero();
    }

    @Test
    void a_violation_that_shows_behind_a_checkpoint_and_not_on_the_whole_journal_is_corruption_R1() {
        String once = "holdfast.segments.default { checkpoint.every = 2, ring.every = off }\n";
        try (TestSystem system = TestSystem.on(directory, once, component)) {
            add(one(system), 100);
            vault.corrupt(5);
            assertThat(add(one(system), 1)).as("what the checkpoint holds").isEqualTo(6);
            vault.corrupt(101);
            assertThat(add(one(system), -50)).isEqualTo(51);
        }
        try (TestSystem system = TestSystem.on(directory, once, component)) {
            assertThat(show(one(system))).isEqualTo(51);
        }
        assertThat(Stored.decisions(directory)).containsExactly("state-corrupted: roll-back");
        assertThat(Stored.outcomes(directory)).containsExactly("rolled-back");
        assertThat(corrections()).isZero();
        try (TestSystem system = TestSystem.on(directory, once, component)) {
            assertThat(show(one(system))).as("the checkpoint is gone").isEqualTo(51);
        }
        assertThat(Stored.faults(directory)).hasSize(1);
    }

    @Test
    void an_event_that_cannot_be_applied_behind_a_checkpoint_but_on_the_whole_journal_is_not_poison_R1() {
        String once = "holdfast.segments.default { checkpoint.every = 2, ring.every = off }\n";
        Vault strict = new Vault();
        Component<State, Event> picky = Component.<State, Event>named("vault")
                .startsAs(id -> new State(0))
                .withImmutableState()
                .decides(
                        Vault.Show.class,
                        (state, show, context) -> Decision.<Event>of().reply(State::now))
                .applies(Vault.Added.class, (state, added) -> {
                    if (state.now() + added.cents() < 0) {
                        throw new IllegalStateException("cannot be applied to " + state.now());
                    }
                    return state.plus(added.cents());
                })
                .build();
        Component<State, Event> open = strict.open().build();
        try (TestSystem system = TestSystem.on(directory, once, open)) {
            ComponentRef one = system.holdfast().component(open, "1");
            add(one, 100);
            strict.corrupt(5);
            add(one, 1);
            add(one, -50);
        }
        try (TestSystem system = TestSystem.on(directory, once, picky)) {
            assertThat(show(system.holdfast().component(picky, "1"))).isEqualTo(51);
        }
        assertThat(Stored.decisions(directory)).containsExactly("state-corrupted: roll-back");
    }

    @Test
    void corruption_that_a_command_met_parks_where_the_rule_says_so() {
        try (TestSystem system = TestSystem.on(directory, PARKS, component)) {
            add(one(system), 100);
            vault.corrupt(5);
            assertThat(add(one(system), -50)).isEqualTo(50);
            await().atMost(TestSystem.SOON)
                    .until(() -> system.holdfast().status().parked() == 1);
        }
        assertThat(Stored.decisions(directory))
                .containsExactly("invariant-violated: roll-forward", "state-corrupted: park");
    }

    @Test
    void corruption_that_a_take_over_found_parks_where_the_rule_says_so() {
        String eager = PARKS + "holdfast.segments.default { checkpoint.every = 2, ring.every = off }\n";
        try (TestSystem system = TestSystem.on(directory, eager, component)) {
            add(one(system), 100);
            vault.corrupt(5);
            add(one(system), 1);
            vault.corrupt(101);
            add(one(system), -50);
        }
        try (TestSystem system = TestSystem.on(directory, eager, component)) {
            assertThatThrownBy(() -> show(one(system)))
                    .isInstanceOf(ComponentUnavailable.class)
                    .hasMessageContaining("state-corrupted");
        }
        assertThat(Stored.decisions(directory)).containsExactly("state-corrupted: park");
    }

    /** The incarnation that was to roll forward is lost; the next one must not take the short way through memory. */
    @ParameterizedTest
    @ValueSource(strings = {"FAIL_BEFORE", "FAIL_AFTER", "REJECT", "LATE"})
    void a_roll_forward_interrupted_by_a_storage_fault_still_believes_nothing_but_the_journal_R1(String fault) {
        String settings = FaultyJournal.SETTING + """
                holdfast.segments.default { ring.every = 1, checkpoint.every = 2 }
                """;
        AtomicInteger failures = new AtomicInteger(1);
        try (TestSystem system = TestSystem.on(directory, settings, component)) {
            add(one(system), 100);
            vault.corrupt(5);
            add(one(system), 1);
            await().atMost(TestSystem.SOON).until(() -> checkpoints(system).equals(List.of(3L)));
            vault.beforeApply(event -> {
                if (event instanceof Vault.Added added && added.cents() == -50 && failures.getAndDecrement() > 0) {
                    // the take-over of the incarnation that is to roll forward
                    FaultyJournal.plan(ID, FaultyJournal.Fault.valueOf(fault));
                }
            });
            assertThat(add(one(system), -50)).isEqualTo(51);
            assertThat(FaultyJournal.left(ID)).isZero();
        }
        assertThat(Stored.decisions(directory))
                .containsExactly(
                        "invariant-violated: roll-forward", "storage-write: roll-back", "state-corrupted: roll-back");
        assertThat(corrections()).isZero();
    }

    /** Changes in place, and says so. */
    static final class Pile {
        @com.fasterxml.jackson.annotation.JsonProperty
        private long cents;
    }

    record Push(long cents) implements Command<Long> {}

    record Pushed(long cents) {}

    private static final AtomicInteger FAILURES = new AtomicInteger();
    private static final CountDownLatch ENTERED = new CountDownLatch(1);
    private static final CountDownLatch OPEN = new CountDownLatch(1);

    /** 1000 fails in apply, after the pile has grown; 7777 waits in decide. */
    private static final Component<Pile, Pushed> PILE = Component.<Pile, Pushed>named("pile")
            .startsAs(id -> new Pile())
            .decides(Push.class, (pile, push, context) -> {
                if (push.cents() == 7777 && ENTERED.getCount() > 0) {
                    ENTERED.countDown();
                    awaitLatch(OPEN);
                }
                if (push.cents() == 13 && FAILURES.getAndDecrement() > 0) {
                    throw new IllegalStateException("planned failure in decide");
                }
                return Decision.of(new Pushed(push.cents())).reply(after -> after.cents);
            })
            .applies(Pushed.class, (pile, pushed) -> {
                pile.cents += pushed.cents();
                if (pushed.cents() == 1000 && FAILURES.getAndDecrement() > 0) {
                    throw new IllegalStateException("planned failure in apply");
                }
                return pile;
            })
            .build();

    private static void awaitLatch(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_fault_in_decide_on_a_state_that_changes_in_place_is_retried_by_a_new_incarnation_each_time_R2() {
        assertThat(incarnationsFor(new Push(13))).isEqualTo(3);
    }

    @Test
    void a_fault_in_apply_is_retried_by_a_new_incarnation_each_time_R2() {
        assertThat(incarnationsFor(new Push(1000))).isEqualTo(3);
    }

    private long incarnationsFor(Push failing) {
        FAILURES.set(2);
        try (TestSystem system = TestSystem.on(directory, PILE)) {
            ComponentRef pile = system.holdfast().component(PILE, "1");
            get(pile.ask(new Push(1)));
            assertThat(get(pile.ask(failing))).isEqualTo(failing.cents() + 1);
        }
        assertThat(Stored.decisions(directory)).containsExactly("crash: retry", "crash: retry");
        return incarnations("pile|1");
    }

    /** At the third event, that of the command before the one that fails. */
    private static final String AT_3 = "holdfast.segments.default.checkpoint.every = 3\n";

    @Test
    void what_a_failed_command_left_in_the_state_gets_into_no_checkpoint_of_the_command_before_it_K10() {
        FAILURES.set(1);
        try (TestSystem system = TestSystem.on(directory, AT_3, PILE)) {
            ComponentRef pile = system.holdfast().component(PILE, "1");
            get(pile.ask(new Push(0)));
            CompletionStage<Long> first = pile.ask(new Push(7777));
            awaitLatch(ENTERED);
            CompletionStage<Long> before = pile.ask(new Push(1));
            CompletionStage<Long> failing = pile.ask(new Push(1000));
            OPEN.countDown();
            assertThat(get(first)).isEqualTo(7777);
            assertThat(get(before)).isEqualTo(7778);
            assertThat(get(failing)).isEqualTo(8778);
        }
        try (TestSystem system = TestSystem.on(directory, AT_3, PILE)) {
            assertThat(get(system.holdfast().component(PILE, "1").ask(new Push(0))))
                    .isEqualTo(8778);
        }
        assertThat(Stored.decisions(directory)).containsExactly("crash: retry");
    }
}
