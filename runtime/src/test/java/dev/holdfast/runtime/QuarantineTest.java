package dev.holdfast.runtime;

import static dev.holdfast.testing.Account.ACCOUNT;
import static dev.holdfast.testing.TestSystem.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.host.Host;
import dev.holdfast.ledger.LedgerRecord.Ordered;
import dev.holdfast.ledger.LedgerRecord.Resolved;
import dev.holdfast.operator.Mandate;
import dev.holdfast.operator.OrderRefused;
import dev.holdfast.operator.OrderUnknown;
import dev.holdfast.operator.QuarantinedCommand;
import dev.holdfast.operator.StoppedSystem;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.QuarantineResolved;
import dev.holdfast.persistence.entry.QuarantineResolved.Resolution;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.testing.Account;
import dev.holdfast.testing.Account.Balance;
import dev.holdfast.testing.Account.Deposit;
import dev.holdfast.testing.Account.Fragile;
import dev.holdfast.testing.Account.Show;
import dev.holdfast.testing.FaultyJournal;
import dev.holdfast.testing.FaultyJournal.Fault;
import dev.holdfast.testing.Journal;
import dev.holdfast.testing.TestSystem;
import dev.holdfast.testing.Till;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuarantineTest {

    private static final ComponentId ONE = new ComponentId("account", "1");
    private static final Mandate ANN = new Mandate("ann", "mended");
    private static final String STRICT =
            "holdfast.segments.default.recovery = [{ on = crash, do = [quarantine-command] }, { on = storage-write, do ="
                    + " [roll-back, park] }]\n";
    private static final String FAULTY = STRICT + FaultyJournal.SETTING
            + "faulty-journal.circuit-breaker { max-failures = 1000, call-timeout = 500ms }\n";

    @TempDir
    Path directory;

    @AfterEach
    void heal() {
        FaultyJournal.heal("account|1");
    }

    @Test
    void what_is_set_aside_is_listed_and_shown_with_its_evidence() {
        try (TestSystem system = start(STRICT)) {
            get(system.account("1").ask(new Deposit(1)));
            CommandId first = setAside(system, "listed", 7);
            setAside(system, "listed too", 8);

            List<QuarantinedCommand> all = get(operator(system).quarantined(ONE));

            assertThat(all).hasSize(2);
            QuarantinedCommand shown = get(operator(system).quarantined(first));
            assertThat(shown).isEqualTo(all.get(0));
            assertThat(shown.command().name()).isEqualTo("fragile");
            assertThat(shown.command().version()).isEqualTo(1);
            assertThat(shown.json()).contains("{\"key\":\"listed\",\"cents\":7}");
            assertThat(shown.reason()).contains("planned failure of listed");
            assertThat(shown.fault()).startsWith("f-");
            assertThat(operator(system).withQuarantined("account")).containsExactly(ONE);
            assertThat(operator(system).withQuarantined("bank")).isEmpty();
        }
    }

    @Test
    void a_discarded_command_is_dealt_with_for_ever_and_on_record() {
        CommandId id;
        try (TestSystem system = start(STRICT)) {
            id = setAside(system, "discarded", 7);
            get(operator(system).discard(id, ANN));

            assertThat(get(operator(system).quarantined(ONE))).isEmpty();
            await().atMost(TestSystem.SOON)
                    .until(() -> operator(system).withQuarantined("account").isEmpty());
            QuarantineResolved resolved = resolved(system).get(0);
            assertThat(resolved.how()).isEqualTo(Resolution.DISCARDED);
            assertThat(resolved.by()).isEqualTo("ann");
            assertThat(resolved.why()).isEqualTo("mended");
            await().atMost(TestSystem.SOON)
                    .until(() -> system.holdfast().status().faultsToRecord() == 0);
            Ordered ordered = Journal.ledger(system, Ordered.class).get(0);
            assertThat(ordered.order()).isEqualTo("discard " + id);
            assertThat(Journal.ledger(system, Resolved.class))
                    .contains(new Resolved(
                            ordered.fault(),
                            Journal.ledger(system, Resolved.class).stream()
                                    .filter(line -> line.fault().equals(ordered.fault()))
                                    .findFirst()
                                    .orElseThrow()
                                    .time(),
                            "done"));
        }
        try (TestSystem system = start(STRICT)) {
            assertThat(get(operator(system).quarantined(ONE))).isEmpty();
            assertRefused(operator(system).discard(id, ANN));
        }
    }

    @Test
    void a_command_is_dealt_with_once() {
        try (TestSystem system = start(STRICT)) {
            CommandId id = setAside(system, "once", 7);
            Account.failures("once", 0);
            CompletionStage<Done> first = operator(system).discard(id, ANN);
            CompletionStage<Done> second = operator(system).discard(id, ANN);
            get(first);
            assertRefused(second);
            assertRefused(operator(system).reissue(id, ANN));
            assertRefused(operator(system).reissue(id, new Deposit(1), ANN));
            assertRefused(operator(system).discard(new CommandId("nobody", "account|1", 1), ANN));
            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(0));
            assertThat(resolved(system)).hasSize(1);
        }
    }

    @Test
    void a_command_is_issued_again_under_a_new_id_and_its_old_id_stays_answered_R6() {
        try (TestSystem system = start(STRICT)) {
            CommandId id = setAside(system, "again", 7);
            Account.failures("again", 0);
            get(operator(system).reissue(id, ANN));
            awaitSettled(system);

            assertThatThrownBy(() -> get(system.account("1").outcomeOf(id, new Fragile("again", 7))))
                    .isInstanceOf(CommandQuarantined.class);
            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(7));
            assertThat(get(operator(system).quarantined(ONE))).isEmpty();
        }
    }

    @Test
    void a_command_that_fails_again_is_set_aside_again_under_its_new_id() {
        try (TestSystem system = start(STRICT)) {
            CommandId id = setAside(system, "never", 7);
            get(operator(system).reissue(id, ANN));
            awaitSettled(system);

            QuarantinedCommand again = get(operator(system).quarantined(ONE)).get(0);
            assertThat(again.id()).isNotEqualTo(id);
            assertThat(again.id().sender()).isEqualTo("account|1");
        }
    }

    @Test
    void an_edited_command_is_issued_instead() {
        try (TestSystem system = start(STRICT)) {
            CommandId id = setAside(system, "edited", 7);
            get(operator(system).reissue(id, new Deposit(9), ANN));
            awaitSettled(system);

            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(9));
            assertThat(resolved(system).get(0).reissue().orElseThrow().command().name())
                    .isEqualTo("deposit");
        }
    }

    @Test
    void what_the_component_cannot_decide_on_is_not_issued() {
        try (TestSystem system = start(STRICT)) {
            CommandId id = setAside(system, "foreign", 7);
            assertRefused(operator(system).reissue(id, Till.fill(1), ANN));
            assertRefused(operator(system).reissue(id, new Fragile("x".repeat(70_000), 1), ANN));
            CommandId elsewhere = new CommandId("nobody", "unknown|1", 1);
            assertRefused(operator(system).reissue(elsewhere, new Deposit(1), ANN));
            assertRefused(operator(system).discard(elsewhere, ANN));
            assertThat(get(operator(system).quarantined(ONE))).hasSize(1);
        }
    }

    @Test
    void commands_and_orders_share_a_batch_and_effects_are_numbered_through_K1() {
        try (TestSystem system = start(STRICT)) {
            CommandId id = setAside(system, "shared", 7);
            Account.failures("shared", 0);
            Account.gate("batch");
            CompletionStage<Balance> parked = system.account("1").ask(new Account.Park("batch", 100));
            Account.awaitParked("batch");
            CompletionStage<Balance> before = system.account("1").ask(new Account.Transfer("1", 1));
            CompletionStage<Done> issued = operator(system).reissue(id, new Fragile("shared", 7), ANN);
            CompletionStage<Balance> behind = system.account("1").ask(new Account.Transfer("1", 1));
            Account.release("batch");
            get(parked);
            get(before);
            get(behind);
            get(issued);
            awaitSettled(system);

            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(107));
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_command_is_issued_once_when_the_write_fails_in_whatever_way_R6(Fault fault) {
        String key = "fault-" + fault;
        try (TestSystem system = start(FAULTY)) {
            CommandId id = setAside(system, key, 7);
            Account.failures(key, 0);
            FaultyJournal.plan("account|1", fault);

            assertThatThrownBy(() -> get(operator(system).reissue(id, ANN))).isInstanceOf(OrderUnknown.class);
            issueUntilKnown(system, id);
            awaitSettled(system);

            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(7));
            assertThat(resolved(system)).hasSize(1);
        }
    }

    @Test
    void a_command_whose_issuing_was_stored_before_a_crash_is_executed_once_after_it_R6() {
        CommandId id;
        CompletionStage<Done> issued;
        try (TestSystem system = start(FAULTY + "faulty-journal.circuit-breaker.call-timeout = 1h\n")) {
            id = setAside(system, "crash", 7);
            Account.failures("crash", 0);
            FaultyJournal.plan("account|1", Fault.LOST_REPLY);
            issued = operator(system).reissue(id, ANN);
            await().atMost(TestSystem.SOON).until(() -> resolved(system).size() == 1);
        }
        assertThatThrownBy(() -> get(issued)).isInstanceOf(OrderUnknown.class);
        try (TestSystem system = start(STRICT)) {
            await().atMost(TestSystem.SOON)
                    .until(() -> system.holdfast().status().tally().completed() == 1);
            awaitSettled(system);
            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(7));
            assertRefused(operator(system).reissue(id, ANN));
        }
    }

    /** Whether the order was carried out is known when it is done, or refused as done already. */
    private static void issueUntilKnown(TestSystem system, CommandId id) {
        await().atMost(TestSystem.SOON).until(() -> {
            try {
                get(operator(system).reissue(id, ANN));
                return true;
            } catch (OrderRefused refused) {
                return String.valueOf(refused.getMessage()).contains("not in quarantine");
            } catch (OrderUnknown unknown) {
                return false;
            }
        });
    }

    private TestSystem start(String settings) {
        return TestSystem.on(directory, settings, ACCOUNT);
    }

    private static Operator operator(TestSystem system) {
        return system.holdfast().operator();
    }

    private static CommandId setAside(TestSystem system, String key, long cents) {
        Account.failures(key, Integer.MAX_VALUE);
        try {
            get(system.account("1").ask(new Fragile(key, cents)));
        } catch (CommandQuarantined quarantined) {
            return quarantined.commandId().orElseThrow();
        }
        throw new AssertionError(key + " was not set aside");
    }

    @Test
    void on_a_stopped_system_orders_may_be_given_at_once_and_all_are_on_record() {
        List<CommandId> ids = new ArrayList<>();
        try (TestSystem system = start(STRICT)) {
            for (int i = 0; i < 4; i++) {
                ids.add(setAside(system, "stopped " + i, 7));
            }
        }
        try (StoppedSystem stopped = StoppedSystem.open(directory, Disk.system(), Host.system())) {
            List<CompletionStage<Done>> orders = new ArrayList<>();
            ids.forEach(id -> orders.add(stopped.discard(id, ANN)));
            int done = 0;
            for (CompletionStage<Done> order : orders) {
                try {
                    get(order);
                    done++;
                } catch (OrderRefused overtaken) {
                    assertThat(overtaken).hasMessageContaining("the journal of account|1 belongs to another writer");
                }
            }
            assertThat(done).as("orders carried out").isPositive();
            for (CommandId id : ids) {
                CompletionStage<String> outcome = stopped.discard(id, ANN).handle((ok, error) -> String.valueOf(error));
                String told = get(outcome);
                assertThat(told).containsAnyOf("null", "is not in quarantine");
            }
        }
        try (TestSystem system = start(STRICT)) {
            assertThat(get(operator(system).quarantined(ONE))).isEmpty();
            assertThat(Journal.ledger(system, Ordered.class)).hasSize(8);
            assertThat(Journal.ledger(system, Resolved.class).stream()
                            .filter(line -> line.outcome().equals("done")))
                    .hasSize(4);
        }
    }

    private static List<QuarantineResolved> resolved(TestSystem system) {
        return Journal.contents(system, "account|1", QuarantineResolved.class);
    }

    private static void awaitSettled(TestSystem system) {
        await().atMost(TestSystem.SOON).until(() -> system.holdfast().status().openEffects() == 0);
    }

    private static void assertRefused(CompletionStage<?> stage) {
        assertThatThrownBy(() -> get(stage)).isInstanceOf(OrderRefused.class);
        List<Throwable> raw = new ArrayList<>();
        CompletionStage<?> unused = stage.whenComplete((done, error) -> raw.add(error));
        assertThat(raw).as("what callers are told, unwrapped").hasOnlyElementsOfType(OrderRefused.class);
    }
}
