package dev.holdfast.runtime;

import static dev.holdfast.testing.Account.ACCOUNT;
import static dev.holdfast.testing.TestSystem.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.testing.Account;
import dev.holdfast.testing.Account.Balance;
import dev.holdfast.testing.Account.Deposit;
import dev.holdfast.testing.Account.Fragile;
import dev.holdfast.testing.Account.FragileApply;
import dev.holdfast.testing.Account.Show;
import dev.holdfast.testing.Account.Transfer;
import dev.holdfast.testing.Account.Withdraw;
import dev.holdfast.testing.TestSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldfastTest {

    @TempDir
    Path directory;

    @Test
    void a_command_is_answered_with_its_reply() {
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            assertThat(get(system.account("1").ask(new Deposit(100)))).isEqualTo(new Balance(100));
        }
    }

    @Test
    void a_refusal_of_the_domain_fails_the_ask_with_its_code() {
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            assertThatThrownBy(() -> get(system.account("1").ask(new Withdraw(1))))
                    .isInstanceOfSatisfying(
                            CommandRejected.class,
                            rejected -> assertThat(rejected.code()).isEqualTo("insufficient-funds"));
        }
    }

    @Test
    void state_survives_the_end_of_the_system() {
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            get(system.account("1").ask(new Deposit(100)));
        }
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            assertThat(get(system.account("1").ask(new Show()))).isEqualTo(new Balance(100));
        }
    }

    @Test
    void asks_of_one_caller_are_decided_in_order() {
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            List<CompletionStage<Balance>> asks = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                asks.add(system.account("1").ask(new Deposit(1)));
            }
            for (int i = 0; i < 2000; i++) {
                assertThat(get(asks.get(i))).isEqualTo(new Balance(i + 1));
            }
        }
    }

    @Test
    void an_effect_reaches_its_target_once_and_is_settled_R6() {
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            get(system.account("1").ask(new Transfer("2", 30)));
            await().atMost(TestSystem.SOON)
                    .until(() -> system.holdfast().status().openEffects() == 0);
            assertThat(get(system.account("2").ask(new Show()))).isEqualTo(new Balance(30));
        }
    }

    @Test
    void a_command_that_fails_once_in_decide_is_retried() {
        Account.failures("once", 1);
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            assertThat(get(system.account("1").ask(new Fragile("once", 5)))).isEqualTo(new Balance(5));
        }
    }

    @Test
    void a_command_that_fails_once_in_apply_is_rolled_back_and_retried_R2() {
        Account.failures("apply-once", 1);
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            get(system.account("1").ask(new Deposit(1)));
            assertThat(get(system.account("1").ask(new FragileApply("apply-once", 5))))
                    .isEqualTo(new Balance(6));
        }
    }

    @Test
    void a_command_that_always_fails_is_quarantined_and_the_component_lives_on() {
        Account.failures("always", Integer.MAX_VALUE);
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            get(system.account("1").ask(new Deposit(1)));
            assertThatThrownBy(() -> get(system.account("1").ask(new Fragile("always", 5))))
                    .isInstanceOf(CommandQuarantined.class);
            assertThat(get(system.account("1").ask(new Deposit(1)))).isEqualTo(new Balance(2));
        }
    }
}
