package dev.holdfast.examples.account;

import static dev.holdfast.examples.account.Account.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.FaultRule;
import dev.holdfast.config.InjectedFault;
import dev.holdfast.examples.account.Account.Balance;
import dev.holdfast.examples.account.Account.Deposit;
import dev.holdfast.testkit.Simulate;
import dev.holdfast.testkit.Simulation;
import dev.holdfast.testkit.lint.Determinism;
import dev.holdfast.testkit.node.Node;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The account under simulation, as docs/guides/testing.md shows it. */
class AccountSimulationTest {

    // guide: account
    @Simulate(seeds = 50)
    void what_is_answered_survives_the_loss_of_power(Simulation simulation) {
        Node bank = simulation.node("bank", ACCOUNT);
        Balance answered = simulation.await(bank.component(ACCOUNT, "42").ask(new Deposit(100)));
        Object unused = bank.component(ACCOUNT, "42").ask(new Deposit(10)); // under way as the power is lost
        simulation.steps(simulation.random().nextInt(20));
        bank.losePower();
        bank.start();
        Balance found = simulation.await(bank.component(ACCOUNT, "42").ask(new Deposit(1)));
        assertThat(found.cents() - answered.cents()).isIn(1L, 11L);
    }
    // guide: end

    // guide: lint
    @Test
    void the_account_asks_its_context_for_time_and_randomness() {
        Determinism.check("dev.holdfast.examples.account");
    }
    // guide: end

    // guide: faults
    @Simulate(seeds = 50)
    void a_deposit_is_executed_once_though_writes_fail_and_messages_come_twice(Simulation simulation) {
        List<FaultRule> faults = List.of(
                FaultRule.of(InjectedFault.WRITE_UNHEARD, 0.2),
                FaultRule.of(InjectedFault.MESSAGE_TWICE, 0.2).at("account"),
                FaultRule.of(InjectedFault.HANG, 0.1).lasting(Duration.ofSeconds(3)));
        Node bank = simulation.node("bank", faults, ACCOUNT);
        for (int deposits = 1; deposits <= 3; deposits++) {
            Balance answered = simulation.await(bank.component(ACCOUNT, "42").ask(new Deposit(100)));
            assertThat(answered.cents()).isEqualTo(100L * deposits);
        }
    }
    // guide: end
}
