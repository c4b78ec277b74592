package dev.holdfast.runtime;

import static dev.holdfast.testing.Account.ACCOUNT;
import static dev.holdfast.testing.TestSystem.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.holdfast.testing.Account.Balance;
import dev.holdfast.testing.Account.Deposit;
import dev.holdfast.testing.Account.Show;
import dev.holdfast.testing.FaultyJournal;
import dev.holdfast.testing.FaultyJournal.Fault;
import dev.holdfast.testing.TestSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StorageFaultTest {

    private static final String QUICK = FaultyJournal.SETTING + """
            faulty-journal.circuit-breaker { max-failures = 1000, call-timeout = 500ms }
            """;

    @TempDir
    Path directory;

    @AfterEach
    void heal() {
        FaultyJournal.heal("account|1");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_command_whose_write_fails_in_whatever_way_is_executed_once_and_answered_K5(Fault fault) {
        try (TestSystem system = TestSystem.on(directory, QUICK, ACCOUNT)) {
            get(system.account("1").ask(new Deposit(1)));
            FaultyJournal.plan("account|1", fault);
            assertThat(get(system.account("1").ask(new Deposit(10)))).isEqualTo(new Balance(11));
            assertThat(FaultyJournal.left("account|1")).isZero();
            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(11));
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void an_epoch_whose_write_fails_is_started_again_by_the_next_incarnation_K3(Fault fault) {
        try (TestSystem system = TestSystem.on(directory, QUICK, ACCOUNT)) {
            FaultyJournal.plan("account|1", fault);
            assertThat(get(system.account("1").ask(new Deposit(10)))).isEqualTo(new Balance(10));
            assertThat(FaultyJournal.left("account|1")).isZero();
        }
    }

    @Test
    void pipelined_commands_behind_a_failed_write_all_end_in_exactly_one_outcome_K7() {
        try (TestSystem system = TestSystem.on(directory, QUICK, ACCOUNT)) {
            get(system.account("1").ask(new Deposit(1)));
            FaultyJournal.plan("account|1", Fault.FAIL_AFTER);
            FaultyJournal.plan("account|1", Fault.FAIL_BEFORE);
            List<CompletionStage<Balance>> asks = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                asks.add(system.account("1").ask(new Deposit(1)));
            }
            for (int i = 0; i < 500; i++) {
                assertThat(get(asks.get(i))).isEqualTo(new Balance(i + 2));
            }
            assertThat(system.holdfast().status().tally().accepted()).isEqualTo(501);
            assertThat(system.holdfast().status().commandsInFlight()).isZero();
        }
    }

    @Test
    void a_component_whose_writes_go_on_failing_parks_says_so_and_comes_back_by_itself() {
        String impatient = QUICK + "holdfast.segments.default.intensity { restarts = 2, within = 1s }\n";
        try (TestSystem system = TestSystem.on(directory, impatient, ACCOUNT)) {
            get(system.account("1").ask(new Deposit(1)));
            for (int i = 0; i < 4; i++) {
                FaultyJournal.plan("account|1", Fault.FAIL_BEFORE);
            }
            assertThatThrownBy(() -> get(system.account("1").ask(new Deposit(10))))
                    .isInstanceOf(OutcomeUnknown.class)
                    .hasMessageContaining("parked")
                    .hasMessageContaining("storage-write");
            assertThat(get(system.account("2").ask(new Deposit(5)))).isEqualTo(new Balance(5));
            FaultyJournal.heal("account|1");
            await().atMost(TestSystem.SOON)
                    .until(() -> system.holdfast().status().parked() == 0
                            && system.holdfast().status().recovering() == 0);
            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(1));
        }
    }

    @Test
    void a_parked_component_refuses_new_commands_as_unavailable_with_the_time_to_retry() {
        String impatient = QUICK + "holdfast.segments.default.intensity { restarts = 1, within = 1h }\n";
        try (TestSystem system = TestSystem.on(directory, impatient, ACCOUNT)) {
            for (int i = 0; i < 3; i++) {
                FaultyJournal.plan("account|1", Fault.FAIL_BEFORE);
            }
            assertThatThrownBy(() -> get(system.account("1").ask(new Deposit(10))))
                    .isInstanceOf(ComponentUnavailable.class);
            assertThatThrownBy(() -> get(system.account("1").ask(new Deposit(10))))
                    .isInstanceOfSatisfying(
                            ComponentUnavailable.class,
                            refused -> assertThat(refused.retryAfter())
                                    .isBetween(java.time.Duration.ofMinutes(50), java.time.Duration.ofHours(1)));
            assertThat(system.holdfast().status().commandsInFlight()).isZero();
        }
    }

    @Test
    void what_became_of_a_command_is_never_called_not_executed_while_its_component_is_parked() {
        String impatient = QUICK + "holdfast.segments.default.intensity { restarts = 1, within = 2s }\n";
        try (TestSystem system = TestSystem.on(directory, impatient, ACCOUNT)) {
            get(system.account("1").ask(new Deposit(1)));
            FaultyJournal.plan("account|1", Fault.FAIL_AFTER);
            FaultyJournal.plan("account|1", Fault.FAIL_BEFORE);
            FaultyJournal.plan("account|1", Fault.FAIL_BEFORE);
            Deposit deposit = new Deposit(10);
            OutcomeUnknown unknown = catchThrowableOfType(
                    OutcomeUnknown.class, () -> get(system.account("1").ask(deposit)));
            assertThatThrownBy(() -> get(system.account("1").outcomeOf(unknown.id(), deposit)))
                    .isInstanceOf(OutcomeUnknown.class);
            FaultyJournal.heal("account|1");
            await().atMost(TestSystem.SOON)
                    .until(() -> system.holdfast().status().parked() == 0
                            && system.holdfast().status().recovering() == 0);
            assertThat(get(system.account("1").outcomeOf(unknown.id(), deposit)))
                    .isEqualTo(new Balance(11));
        }
    }
}
