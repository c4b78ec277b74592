package dev.holdfast.runtime;

import static dev.holdfast.testing.Account.ACCOUNT;
import static dev.holdfast.testing.TestSystem.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerRecord;
import dev.holdfast.ledger.LedgerRecord.Detected;
import dev.holdfast.ledger.LedgerRecord.Resolved;
import dev.holdfast.testing.Account;
import dev.holdfast.testing.Account.Deposit;
import dev.holdfast.testing.Account.Fragile;
import dev.holdfast.testing.FaultyJournal;
import dev.holdfast.testing.FaultyJournal.Fault;
import dev.holdfast.testing.Stored;
import dev.holdfast.testing.TestSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final String LEDGER = Ledger.persistenceId("default");

    @TempDir
    Path directory;

    @AfterEach
    void heal() {
        FaultyJournal.heal(LEDGER);
        FaultyJournal.heal("account|1");
    }

    @Test
    void every_fault_decision_and_outcome_is_recorded() {
        Account.failures("ledger", Integer.MAX_VALUE);
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            assertThatThrownBy(() -> get(system.account("1").ask(new Fragile("ledger", 1))))
                    .isInstanceOf(CommandQuarantined.class);
        }
        List<LedgerRecord> records = read();
        List<Detected> detected = records.stream()
                .filter(Detected.class::isInstance)
                .map(Detected.class::cast)
                .toList();
        assertThat(detected)
                .extracting(Detected::decision)
                .containsExactly("retry", "retry", "retry", "roll-back", "quarantine-command");
        assertThat(detected).allSatisfy(fault -> {
            assertThat(fault.component()).isEqualTo("account|1");
            assertThat(fault.command()).contains("->account|1#1");
            assertThat(fault.kind()).isEqualTo("crash");
            assertThat(fault.cause()).contains("planned failure of ledger in decide");
            assertThat(fault.evidence()).contains("Account");
        });
        assertThat(records.stream().filter(Resolved.class::isInstance).map(Resolved.class::cast))
                .extracting(Resolved::fault, Resolved::outcome)
                .containsExactlyInAnyOrderElementsOf(detected.stream()
                        .map(fault -> org.assertj.core.groups.Tuple.tuple(fault.fault(), "quarantined"))
                        .toList());
    }

    @Test
    void a_storage_fault_is_recorded_with_its_recovery() {
        try (TestSystem system = TestSystem.on(directory, FaultyJournal.SETTING, ACCOUNT)) {
            get(system.account("1").ask(new Deposit(1)));
            FaultyJournal.plan("account|1", Fault.FAIL_AFTER);
            get(system.account("1").ask(new Deposit(1)));
        }
        assertThat(read())
                .anySatisfy(record -> assertThat(record).isInstanceOfSatisfying(Detected.class, fault -> {
                    assertThat(fault.kind()).isEqualTo("storage-write");
                    assertThat(fault.decision()).isEqualTo("roll-back");
                }))
                .anySatisfy(record -> assertThat(record)
                        .isInstanceOfSatisfying(
                                Resolved.class,
                                resolved -> assertThat(resolved.outcome()).isEqualTo("recovered")));
    }

    @Test
    void records_that_the_journal_does_not_take_go_to_the_emergency_file_and_gate_nothing() throws IOException {
        Path emergency = directory.resolve("holdfast-ledger-emergency.jsonl");
        Account.failures("emergency", 1);
        try (TestSystem system = TestSystem.on(directory, FaultyJournal.SETTING, ACCOUNT)) {
            FaultyJournal.plan(LEDGER, Fault.FAIL_BEFORE);
            get(system.account("1").ask(new Fragile("emergency", 1)));
            await().atMost(TestSystem.SOON).until(() -> Files.exists(emergency));
            await().atMost(TestSystem.SOON)
                    .until(() -> Files.readString(emergency).contains("planned failure of emergency"));
            Account.failures("again", 1);
            get(system.account("1").ask(new Fragile("again", 1)));
        }
        assertThat(read())
                .anySatisfy(record -> assertThat(record)
                        .isInstanceOfSatisfying(
                                Detected.class,
                                fault -> assertThat(fault.cause()).contains("again")));
    }

    private List<LedgerRecord> read() {
        return Stored.ledger(directory);
    }
}
