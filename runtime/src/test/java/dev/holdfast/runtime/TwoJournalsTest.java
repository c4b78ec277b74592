package dev.holdfast.runtime;

import static dev.holdfast.testing.Account.ACCOUNT;
import static dev.holdfast.testing.Purse.PURSE;
import static dev.holdfast.testing.TestSystem.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.component.Component;
import dev.holdfast.config.HoldfastSettings;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.Corrected;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.persistence.entry.Voided;
import dev.holdfast.persistence.journal.JournalReader;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import dev.holdfast.testing.Account;
import dev.holdfast.testing.Account.Balance;
import dev.holdfast.testing.Account.Deposit;
import dev.holdfast.testing.Account.Fragile;
import dev.holdfast.testing.Account.FragileApply;
import dev.holdfast.testing.Account.Show;
import dev.holdfast.testing.FaultyJdbcJournal;
import dev.holdfast.testing.FaultyJournal;
import dev.holdfast.testing.FaultyJournal.Fault;
import dev.holdfast.testing.Postgres;
import dev.holdfast.testing.Purse.Give;
import dev.holdfast.testing.Purse.Look;
import dev.holdfast.testing.Purse.Spend;
import dev.holdfast.testing.TestSystem;
import java.nio.file.Path;
import java.util.List;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What recovery does must not depend on the journal: the same on the embedded log and on PostgreSQL. */
class TwoJournalsTest {

    private static final String VOIDING =
            "holdfast.segments.default.recovery = [{ on = poison-event, do = [void-command, park] }]\n";

    @TempDir
    Path directory;

    enum Journal {
        EMBEDDED,
        POSTGRESQL;

        /** The settings that select it; of which the faulty variety can be told to fail. */
        String settings(boolean faulty) {
            return switch (this) {
                case EMBEDDED -> faulty ? FaultyJournal.SETTING : "";
                case POSTGRESQL -> Postgres.settings() + (faulty ? FaultyJdbcJournal.SETTING : "");
            };
        }

        /** The next write of this id is stored, but reported as failed. */
        void planFailure(String persistenceId) {
            switch (this) {
                case EMBEDDED -> FaultyJournal.plan(persistenceId, Fault.FAIL_AFTER);
                case POSTGRESQL -> FaultyJdbcJournal.plan(persistenceId);
            }
        }

        boolean isFailurePlanned(String persistenceId) {
            return this == EMBEDDED
                    ? FaultyJournal.left(persistenceId) > 0
                    : FaultyJdbcJournal.isPlanned(persistenceId);
        }

        TestSystem system(Path directory, String settings, Component<?, ?>... components) {
            return TestSystem.on(directory, settings(false) + settings, components);
        }

        void clear() {
            if (this == POSTGRESQL) {
                Postgres.clear();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_was_acknowledged_is_there_after_a_restart_and_each_id_is_answered_as_before_K5(Journal journal) {
        journal.clear();
        CommandId last;
        try (TestSystem system = journal.system(directory, "", ACCOUNT)) {
            get(system.account("1").ask(new Deposit(10)));
            get(system.account("1").ask(new Deposit(5)));
            last = ids(system, "account|1").get(1);
        }
        try (TestSystem system = journal.system(directory, "", ACCOUNT)) {
            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(15));
            assertThat(get(system.account("1").outcomeOf(last, new Deposit(5)))).isEqualTo(new Balance(15));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_write_that_failed_although_it_is_stored_is_found_and_takes_place_once_K3(Journal journal) {
        journal.clear();
        try (TestSystem system = TestSystem.on(directory, journal.settings(true), ACCOUNT)) {
            get(system.account("1").ask(new Deposit(1)));
            journal.planFailure("account|1");
            assertThat(get(system.account("1").ask(new Deposit(10)))).isEqualTo(new Balance(11));
            assertThat(journal.isFailurePlanned("account|1")).isFalse();
            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(11));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_component_that_goes_on_crashing_replays_its_journal_and_executes_the_command_once_R1(Journal journal) {
        journal.clear();
        Account.failures("both", 4);
        try (TestSystem system = journal.system(directory, "", ACCOUNT)) {
            get(system.account("1").ask(new Deposit(1)));
            assertThat(get(system.account("1").ask(new Fragile("both", 10)))).isEqualTo(new Balance(11));
            assertThat(content(system, "account|1"))
                    .filteredOn(Entry.EpochStarted.class::isInstance)
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_event_that_cannot_be_applied_parks_its_component_and_no_other_R3(Journal journal) {
        journal.clear();
        Account.failures("poison-both", 0);
        try (TestSystem system = journal.system(directory, "", ACCOUNT)) {
            get(system.account("1").ask(new FragileApply("poison-both", 1)));
        }
        Account.failures("poison-both", Integer.MAX_VALUE);
        try (TestSystem system = journal.system(directory, "", ACCOUNT)) {
            assertThatThrownBy(() -> get(system.account("1").ask(new Show())))
                    .isInstanceOf(ComponentUnavailable.class)
                    .hasMessageContaining("poison-event");
            assertThat(get(system.account("2").ask(new Show()))).isEqualTo(new Balance(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_voided_command_is_never_folded_again_and_its_sender_is_told_K9_R5(Journal journal) {
        journal.clear();
        Account.failures("void-both", 0);
        CommandId poison;
        try (TestSystem system = journal.system(directory, VOIDING, ACCOUNT)) {
            get(system.account("1").ask(new Deposit(1)));
            get(system.account("1").ask(new FragileApply("void-both", 10)));
            poison = ids(system, "account|1").get(1);
        }
        Account.failures("void-both", Integer.MAX_VALUE);
        try (TestSystem system = journal.system(directory, VOIDING, ACCOUNT)) {
            assertThat(get(system.account("1").ask(new Deposit(100)))).isEqualTo(new Balance(101));
        }
        try (TestSystem system = journal.system(directory, "", ACCOUNT)) {
            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(101));
            assertThatThrownBy(() -> get(system.account("1").outcomeOf(poison, new FragileApply("void-both", 10))))
                    .isInstanceOf(CommandRejected.class)
                    .hasMessageContaining("voided");
            List<ReadEntry> entries = entries(system, "account|1");
            long highest = entries.get(entries.size() - 1).sequence();
            assertThat(get(reader(system).lastVoid("account|1", highest)))
                    .isEqualTo(entries.stream()
                            .filter(read -> read.entry().entry().content() instanceof Voided)
                            .findFirst()
                            .orElseThrow()
                            .sequence());
            assertThat(get(reader(system).lastVoid("account|2", 0))).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_broken_invariant_is_rolled_forward_and_so_is_what_a_restart_reads_R2(Journal journal) {
        journal.clear();
        try (TestSystem system = journal.system(directory, "", PURSE)) {
            assertThat(get(purse(system).ask(new Spend(5)))).isEqualTo(new Balance(0));
            assertThat(content(system, "purse|1")).anyMatch(Corrected.class::isInstance);
        }
        try (TestSystem system = journal.system(directory, "", PURSE)) {
            assertThat(get(purse(system).ask(new Look()))).isEqualTo(new Balance(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_effect_left_open_by_an_earlier_run_is_settled_without_anybody_asking_R6(Journal journal) {
        journal.clear();
        Account.failures("busy", 0);
        try (TestSystem system = journal.system(directory, "", PURSE, ACCOUNT)) {
            get(system.account("7").ask(new FragileApply("busy", 1)));
        }
        Account.failures("busy", Integer.MAX_VALUE);
        try (TestSystem system = journal.system(directory, "", PURSE, ACCOUNT)) {
            get(purse(system).ask(new Give("7", 30)));
            assertThat(get(reader(system).withOpenEffects())).containsExactly("purse|1");
        }
        Account.failures("busy", 0);
        try (TestSystem system = journal.system(directory, "", PURSE, ACCOUNT)) {
            await().atMost(TestSystem.SOON)
                    .untilAsserted(() ->
                            assertThat(get(reader(system).withOpenEffects())).isEmpty());
            assertThat(get(system.account("7").ask(new Show()))).isEqualTo(new Balance(31));
        }
    }

    private static ComponentRef purse(TestSystem system) {
        return system.holdfast().component(PURSE, "1");
    }

    private static JournalReader reader(TestSystem system) {
        ExtendedActorSystem classic = (ExtendedActorSystem) Adapter.toClassic(system.system());
        return Journals.of(
                        classic,
                        HoldfastSettings.from(classic.settings().config()).runtime())
                .reader();
    }

    private static List<ReadEntry> entries(TestSystem system, String persistenceId) {
        return get(reader(system).read(persistenceId, 1, Long.MAX_VALUE, 1000, 1 << 20));
    }

    private static List<Entry.Content> content(TestSystem system, String persistenceId) {
        return entries(system, persistenceId).stream()
                .map(read -> read.entry().entry().content())
                .toList();
    }

    /** The ids of all commands executed, in their order. */
    private static List<CommandId> ids(TestSystem system, String persistenceId) {
        return content(system, persistenceId).stream()
                .filter(Committed.class::isInstance)
                .flatMap(committed -> ((Committed) committed).outcomes().stream())
                .map((Outcome outcome) -> new CommandId(outcome.sender(), persistenceId, outcome.number()))
                .toList();
    }
}
