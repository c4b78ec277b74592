package dev.holdfast.runtime;

import static dev.holdfast.testing.TestSystem.get;
import static dev.holdfast.testing.Vault.add;
import static dev.holdfast.testing.Vault.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.component.Component;
import dev.holdfast.component.Correction;
import dev.holdfast.component.InvariantViolated;
import dev.holdfast.persistence.entry.Corrected;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.Outcome.Completed;
import dev.holdfast.persistence.entry.Outcome.Quarantined;
import dev.holdfast.testing.FaultyJournal;
import dev.holdfast.testing.Stored;
import dev.holdfast.testing.TestSystem;
import dev.holdfast.testing.Vault;
import dev.holdfast.testing.Vault.Add;
import dev.holdfast.testing.Vault.Event;
import dev.holdfast.testing.Vault.Mended;
import dev.holdfast.testing.Vault.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rung {@code roll-forward}: what a command broke is corrected in the entry of that command, or it is not executed. */
class RollForwardTest {

    private static final String ID = "vault|1";

    /** What user code throws that a correction is declared for. */
    static final class RateStale extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @TempDir
    Path directory;

    private final Vault vault = new Vault();

    @AfterEach
    void heal() {
        FaultyJournal.heal(ID);
    }

    /** Brings what it owes to nothing. */
    private static final Correction<State, Event, InvariantViolated> FILL_UP =
            (state, broken) -> List.of(new Mended(-state.now()));

    private Component<State, Event> correctedBy(Correction<State, Event, InvariantViolated> correction) {
        return vault.guarded().corrects(InvariantViolated.class, correction).build();
    }

    private TestSystem start(String settings, Component<State, Event> component) {
        return TestSystem.on(directory, settings, component);
    }

    private static ComponentRef one(TestSystem system, Component<State, Event> component) {
        return system.holdfast().component(component, "1");
    }

    private static List<String> names(List<Encoded> events) {
        return events.stream().map(Encoded::name).toList();
    }

    private <T extends Content> List<T> entries(Class<T> type) {
        return Stored.entries(directory, ID).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Test
    void what_a_command_broke_is_corrected_in_one_entry_with_it_and_its_reply_is_of_the_corrected_state() {
        Component<State, Event> component = correctedBy(FILL_UP);
        try (TestSystem system = start("", component)) {
            ComponentRef one = one(system, component);
            add(one, 3);
            assertThat(add(one, -10)).isZero();
            assertThat(add(one, 1)).isEqualTo(1);
            assertThat(system.holdfast().status().tally().completed()).isEqualTo(3);
        }
        String fault = Stored.faults(directory).get(0).fault();
        assertThat(entries(Corrected.class)).singleElement().satisfies(corrected -> {
            assertThat(corrected.fault()).isEqualTo(fault);
            assertThat(names(corrected.events())).containsExactly("mended");
            assertThat(corrected.outcome().orElseThrow().result())
                    .isInstanceOfSatisfying(
                            Completed.class,
                            completed -> assertThat(names(completed.events())).containsExactly("added"));
        });
        assertThat(Stored.decisions(directory)).containsExactly("invariant-violated: roll-forward");
        assertThat(Stored.outcomes(directory)).containsExactly("completed");
        try (TestSystem system = start("", component)) {
            assertThat(show(one(system, component))).isEqualTo(1);
        }
    }

    @Test
    void a_correction_that_throws_gives_way_to_quarantine_and_nothing_of_it_is_stored() {
        assertQuarantined(correctedBy((state, broken) -> {
            throw new IllegalStateException("planned failure of the correction");
        }));
        assertThat(Stored.faults(directory).get(1).cause()).contains("planned failure of the correction");
    }

    @Test
    void a_correction_that_leaves_the_invariant_broken_gives_way_to_quarantine_and_nothing_of_it_is_stored() {
        assertQuarantined(correctedBy((state, broken) -> List.of(new Mended(1))));
    }

    @Test
    void a_correction_whose_events_cannot_be_applied_gives_way_to_quarantine_on_a_state_without_them_R2() {
        vault.beforeApply(event -> {
            if (event instanceof Mended) {
                throw new IllegalStateException("planned failure in apply");
            }
        });
        assertQuarantined(correctedBy(FILL_UP));
    }

    private void assertQuarantined(Component<State, Event> component) {
        try (TestSystem system = start("", component)) {
            ComponentRef one = one(system, component);
            add(one, 3);
            assertThatThrownBy(() -> add(one, -10)).isInstanceOf(CommandQuarantined.class);
            assertThat(add(one, 1)).isEqualTo(4);
        }
        assertThat(Stored.decisions(directory))
                .containsExactly("invariant-violated: roll-forward", "invariant-violated: quarantine-command");
        assertThat(Stored.outcomes(directory)).containsExactly("quarantined", "quarantined");
        assertThat(entries(Corrected.class)).isEmpty();
    }

    @Test
    void without_a_correction_the_next_rung_is_taken_at_once_in_place() {
        Component<State, Event> component = vault.guarded().build();
        try (TestSystem system = start("", component)) {
            assertThatThrownBy(() -> add(one(system, component), -10))
                    .isInstanceOf(CommandQuarantined.class)
                    .hasMessageContaining(Vault.NEVER_EMPTY);
        }
        assertThat(Stored.decisions(directory)).containsExactly("invariant-violated: quarantine-command");
        assertThat(entries(EpochStarted.class)).hasSize(1);
    }

    @Test
    void faults_of_different_invariants_are_told_apart_by_their_signatures_whatever_the_texts_hold() {
        Component<State, Event> component = vault.open()
                .holds("cents < 100", state -> state.now() < 100)
                .holds("cents < 1000", state -> state.now() < 1000 && state.now() > -1000)
                .build();
        try (TestSystem system = start("", component)) {
            assertThatThrownBy(() -> add(one(system, component), 500)).isInstanceOf(CommandQuarantined.class);
            assertThatThrownBy(() -> add(one(system, component), -5000)).isInstanceOf(CommandQuarantined.class);
        }
        assertThat(Stored.faults(directory))
                .extracting(fault -> fault.signature())
                .doesNotHaveDuplicates();
    }

    private Component<State, Event> refreshing(List<Event> correction) {
        return vault.guarded()
                .corrects(RateStale.class, (state, stale) -> correction)
                .build();
    }

    private static final String ON_STALE = """
            holdfast.segments.default.recovery = [
              { on = "dev.holdfast.runtime.RollForwardTest$RateStale", do = [roll-forward, quarantine-command] }
              { on = state-corrupted, do = [roll-back, park] }
            ]
            """;

    /** Fails until the state was mended. */
    private void failUntilMended() {
        AtomicBoolean mended = new AtomicBoolean();
        vault.beforeApply(event -> mended.compareAndSet(false, event instanceof Mended));
        vault.beforeDecide(command -> {
            if (!mended.get()) {
                throw new RateStale();
            }
        });
    }

    @Test
    void what_a_decider_threw_is_corrected_and_the_command_then_succeeds() {
        Component<State, Event> component = refreshing(List.of(new Mended(100)));
        failUntilMended();
        try (TestSystem system = start(ON_STALE, component)) {
            assertThat(add(one(system, component), 5)).isEqualTo(105);
        }
        assertThat(Stored.decisions(directory)).containsExactly("crash: roll-forward");
        assertThat(Stored.outcomes(directory)).containsExactly("completed");
        List<Content> entries = Stored.entries(directory, ID);
        assertThat(entries.subList(entries.size() - 2, entries.size()))
                .satisfiesExactly(
                        correction -> assertThat(((Corrected) correction).fault())
                                .isEqualTo(Stored.faults(directory).get(0).fault()),
                        command -> assertThat(command).isInstanceOf(Committed.class));
        try (TestSystem system = start("", component)) {
            assertThat(show(one(system, component))).isEqualTo(105);
        }
    }

    @Test
    void a_correction_after_which_the_command_fails_again_is_not_stored() {
        Component<State, Event> component = refreshing(List.of(new Mended(100)));
        vault.beforeDecide(command -> {
            throw new RateStale();
        });
        assertStaleQuarantined(component);
    }

    @Test
    void a_correction_that_yields_no_event_has_failed() {
        Component<State, Event> component = refreshing(List.of());
        vault.beforeDecide(command -> {
            throw new RateStale();
        });
        assertStaleQuarantined(component);
    }

    @Test
    void a_correction_that_fails_walks_on_the_ladder_of_what_it_was_to_correct() {
        Component<State, Event> component = vault.guarded()
                .corrects(RateStale.class, (state, stale) -> {
                    throw new IllegalStateException("planned failure of the correction");
                })
                .build();
        vault.beforeDecide(command -> {
            throw new RateStale();
        });
        assertStaleQuarantined(component);
    }

    private void assertStaleQuarantined(Component<State, Event> component) {
        try (TestSystem system = start(ON_STALE, component)) {
            assertThatThrownBy(() -> add(one(system, component), 5)).isInstanceOf(CommandQuarantined.class);
            vault.beforeDecide(command -> {});
            assertThat(add(one(system, component), 5)).isEqualTo(5);
        }
        assertThat(Stored.decisions(directory)).containsExactly("crash: roll-forward", "crash: quarantine-command");
        assertThat(entries(Corrected.class)).isEmpty();
    }

    @Test
    void an_exception_that_is_not_thrown_again_is_neither_corrected_nor_called_corruption() {
        Component<State, Event> component = refreshing(List.of(new Mended(100)));
        AtomicInteger tries = new AtomicInteger();
        vault.beforeDecide(command -> {
            if (tries.incrementAndGet() == 1) {
                throw new RateStale();
            }
        });
        try (TestSystem system = start(ON_STALE, component)) {
            assertThat(add(one(system, component), 5)).isEqualTo(5);
        }
        assertThat(Stored.decisions(directory)).containsExactly("crash: roll-forward");
        assertThat(entries(Corrected.class)).isEmpty();
    }

    @Test
    void only_the_fault_for_which_it_was_ordered_is_corrected() {
        Component<State, Event> component = vault.guarded()
                .corrects(RateStale.class, (state, stale) -> List.of(new Mended(100)))
                .corrects(InvariantViolated.class, FILL_UP)
                .build();
        AtomicInteger tries = new AtomicInteger();
        vault.beforeDecide(command -> {
            if (tries.incrementAndGet() == 1) {
                throw new RateStale();
            }
        });
        try (TestSystem system = start(ON_STALE, component)) {
            assertThatThrownBy(() -> add(one(system, component), -5))
                    .isInstanceOf(OutcomeUnknown.class)
                    .hasMessageContaining("parked");
        }
        assertThat(Stored.decisions(directory))
                .as("no rule is for the violation: it parks, and is not taken for the exception")
                .containsExactly("crash: roll-forward", "invariant-violated: park");
        assertThat(entries(Corrected.class)).isEmpty();
    }

    @Test
    void a_roll_forward_whose_write_fails_in_whatever_way_corrects_once_K5() {
        for (FaultyJournal.Fault fault : FaultyJournal.Fault.values()) {
            String id = fault.name();
            Component<State, Event> component = correctedBy(FILL_UP);
            String quick = FaultyJournal.SETTING + "faulty-journal.circuit-breaker.call-timeout = 500ms\n";
            try (TestSystem system = start(quick, component)) {
                ComponentRef ref = system.holdfast().component(component, id);
                add(ref, 1);
                AtomicInteger writes = new AtomicInteger();
                vault.beforeApply(event -> {
                    // not before the correction is decided, so that its own write is the one that fails
                    if (event instanceof Mended && writes.getAndIncrement() == 0) {
                        FaultyJournal.plan("vault|" + id, fault);
                    }
                });
                assertThat(add(ref, -10)).as(id).isZero();
                assertThat(FaultyJournal.left("vault|" + id)).isZero();
                assertThat(add(ref, 2)).as(id).isEqualTo(2);
            }
            assertThat(Stored.entries(directory, "vault|" + id))
                    .filteredOn(Corrected.class::isInstance)
                    .as(id)
                    .hasSize(1);
        }
    }

    @Test
    void many_commands_some_of_which_break_an_invariant_all_end_in_exactly_one_outcome_K7() {
        Component<State, Event> component = vault.guarded()
                .corrects(InvariantViolated.class, (state, broken) -> {
                    if (state.now() % 2 != 0) {
                        throw new IllegalStateException("planned failure of the correction");
                    }
                    return List.of(new Mended(-state.now()));
                })
                .build();
        List<CompletionStage<Long>> asks = new ArrayList<>();
        try (TestSystem system = start("holdfast.segments.default.backoff.min = 1ms\n", component)) {
            for (int i = 0; i < 200; i++) {
                boolean breaks = i % 10 == 9;
                asks.add(one(system, component).ask(new Add(breaks ? -1000 - i % 20 / 10 : 2)));
            }
            int quarantined = 0;
            for (CompletionStage<Long> ask : asks) {
                try {
                    get(ask);
                } catch (CommandQuarantined e) {
                    quarantined++;
                }
            }
            assertThat(quarantined).isEqualTo(10);
            assertThat(system.holdfast().status().tally().accepted()).isEqualTo(200);
            assertThat(system.holdfast().status().tally().quarantined()).isEqualTo(10);
            assertThat(system.holdfast().status().commandsInFlight()).isZero();
        }
        assertThat(entries(Corrected.class)).hasSize(10);
        assertThat(entries(Committed.class).stream()
                        .flatMap(committed -> committed.outcomes().stream())
                        .filter(outcome -> outcome.result() instanceof Quarantined))
                .hasSize(10);
    }
}
