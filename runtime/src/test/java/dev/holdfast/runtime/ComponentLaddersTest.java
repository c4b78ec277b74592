package dev.holdfast.runtime;

import static dev.holdfast.testing.TestSystem.get;
import static dev.holdfast.testing.Vault.add;
import static dev.holdfast.testing.Vault.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.component.Component;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.testing.FaultyJournal;
import dev.holdfast.testing.FaultyJournal.Fault;
import dev.holdfast.testing.Stored;
import dev.holdfast.testing.TestSystem;
import dev.holdfast.testing.Vault;
import dev.holdfast.testing.Vault.Event;
import dev.holdfast.testing.Vault.State;
import dev.holdfast.testing.Vault.Take;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rungs on faults that are no command's: what the caller sees, what the journal holds, what is on record. The tables of
 * docs/concepts/recovery.md name these tests, beside others where faults are shown that need more to come about.
 */
class ComponentLaddersTest {

    private static final String ID = "vault|1";

    @TempDir
    Path directory;

    private final Vault vault = new Vault();
    private final Component<State, Event> component = vault.guarded().build();

    @AfterEach
    void heal() {
        FaultyJournal.heal(ID);
    }

    private ComponentRef one(TestSystem system) {
        return system.holdfast().component(component, "1");
    }

    private TestSystem start(String rule) {
        String quick = "faulty-journal.circuit-breaker { max-failures = 1000, call-timeout = 500ms }\n";
        String rules = "holdfast.segments.default.recovery = [" + rule + "]\n";
        return TestSystem.on(directory, FaultyJournal.SETTING + quick + rules, component);
    }

    private long stored(Class<? extends Content> kind) {
        return Stored.entries(directory, ID).stream().filter(kind::isInstance).count();
    }

    /** Nothing but beginnings of incarnations and outcomes of commands. */
    private void assertJournal(long epochs, long commands) {
        assertThat(stored(EpochStarted.class)).isEqualTo(epochs);
        assertThat(stored(Committed.class)).isEqualTo(commands);
        assertThat(Stored.entries(directory, ID)).hasSize((int) (epochs + commands));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void roll_back_after_a_failed_write_finds_out_what_is_stored_and_executes_the_command_once_K5(Fault fault) {
        try (TestSystem system = start("{ on = storage-write, do = [roll-back, park] }")) {
            add(one(system), 1);
            FaultyJournal.plan(ID, fault);
            assertThat(add(one(system), 10)).isEqualTo(11);
            assertThat(FaultyJournal.left(ID)).isZero();
        }
        assertJournal(2, 2);
        assertThat(Stored.decisions(directory)).containsExactly("storage-write: roll-back");
        assertThat(Stored.outcomes(directory)).containsExactly("recovered");
    }

    /** Whether it is stored is not known before the journal is read again. */
    @Test
    void park_after_a_failed_write_says_that_the_outcome_is_not_known_K5() {
        try (TestSystem system = start("{ on = storage-write, do = [park] }")) {
            add(one(system), 1);
            FaultyJournal.plan(ID, Fault.FAIL_AFTER);
            assertThatThrownBy(() -> add(one(system), 10))
                    .isInstanceOf(OutcomeUnknown.class)
                    .hasMessageContaining("storage-write");
            assertThatThrownBy(() -> show(one(system))).isInstanceOf(ComponentUnavailable.class);
        }
        assertJournal(1, 2);
        assertThat(Stored.decisions(directory)).containsExactly("storage-write: park");
    }

    @Test
    void roll_back_after_a_poison_event_folds_the_journal_again_and_stores_nothing() {
        try (TestSystem system = start("")) {
            add(one(system), 5);
        }
        AtomicInteger failures = new AtomicInteger(1);
        vault.beforeApply(event -> {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("planned failure");
            }
        });
        try (TestSystem system = start("{ on = poison-event, do = [roll-back, park] }")) {
            assertThat(show(one(system))).isEqualTo(5);
        }
        assertJournal(2, 2);
        assertThat(Stored.decisions(directory)).containsExactly("poison-event: roll-back");
        assertThat(Stored.outcomes(directory)).containsExactly("recovered");
    }

    @Test
    void park_after_a_poison_event_serves_nothing_and_stores_nothing_R3() {
        try (TestSystem system = start("")) {
            add(one(system), 5);
        }
        vault.beforeApply(event -> {
            throw new IllegalStateException("planned failure");
        });
        try (TestSystem system = start("{ on = poison-event, do = [park] }")) {
            assertThatThrownBy(() -> show(one(system)))
                    .isInstanceOf(ComponentUnavailable.class)
                    .hasMessageContaining("poison-event")
                    .hasMessageContaining("planned failure");
        }
        assertJournal(1, 1);
        assertThat(Stored.decisions(directory)).containsExactly("poison-event: park");
    }

    @Test
    void roll_back_of_a_corrupted_state_decides_the_command_on_the_state_that_the_journal_folds_to_R1() {
        try (TestSystem system = start("{ on = state-corrupted, do = [roll-back, park] }")) {
            add(one(system), 100);
            vault.corrupt(-5);
            assertThat(get(one(system).ask(new Take(60)))).isEqualTo(40);
        }
        assertJournal(2, 2);
        assertThat(Stored.decisions(directory)).containsExactly("state-corrupted: roll-back");
        assertThat(Stored.outcomes(directory)).containsExactly("recovered");
    }

    @Test
    void park_of_a_corrupted_state_serves_nothing_and_stores_nothing_R1() {
        try (TestSystem system = start("{ on = state-corrupted, do = [park] }")) {
            add(one(system), 100);
            vault.corrupt(-5);
            assertThatThrownBy(() -> add(one(system), 1))
                    .isInstanceOf(OutcomeUnknown.class)
                    .hasMessageContaining("state-corrupted");
            assertThatThrownBy(() -> show(one(system))).isInstanceOf(ComponentUnavailable.class);
        }
        assertJournal(1, 1);
        assertThat(Stored.decisions(directory)).containsExactly("state-corrupted: park");
    }
}
