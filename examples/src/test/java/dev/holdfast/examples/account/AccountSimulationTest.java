package dev.holdfast.examples.account;

import static dev.holdfast.examples.account.Account.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.component.Command;
import dev.holdfast.config.FaultRule;
import dev.holdfast.config.InjectedFault;
import dev.holdfast.examples.account.Account.Balance;
import dev.holdfast.examples.account.Account.Deposit;
import dev.holdfast.examples.account.Account.Withdraw;
import dev.holdfast.testkit.Simulate;
import dev.holdfast.testkit.Simulation;
import dev.holdfast.testkit.history.History;
import dev.holdfast.testkit.history.Linearizability;
import dev.holdfast.testkit.history.Specification;
import dev.holdfast.testkit.history.Specification.Next;
import dev.holdfast.testkit.lint.Determinism;
import dev.holdfast.testkit.node.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    // guide: conditions
    @Simulate(seeds = 50)
    void no_two_deposits_are_answered_alike(Simulation simulation) {
        Node bank = simulation.node("bank", ACCOUNT);
        List<Long> seen = new ArrayList<>();
        simulation.always(
                "each deposit has a balance of its own", () -> Set.copyOf(seen).size() == seen.size());
        for (int i = 0; i < 3; i++) {
            Object unused =
                    bank.component(ACCOUNT, "42").ask(new Deposit(1)).thenAccept(balance -> seen.add(balance.cents()));
        }
        simulation.eventually("three answers", Duration.ofMinutes(1), () -> seen.size() == 3);
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

    // guide: history
    @Simulate(seeds = 50)
    void what_callers_see_is_what_one_account_shows(Simulation simulation) {
        Specification<Long, Command<?>, Object> account = new Specification<>(id -> 0L, (cents, command) -> {
            long change = command instanceof Deposit deposit ? deposit.cents() : -((Withdraw) command).cents();
            return cents + change < 0
                    ? Next.rejected(cents, "insufficient-funds")
                    : Next.completed(cents + change, new Balance(cents + change));
        });
        History<Command<?>, Object> history = new History<>();
        Node bank = simulation.node("bank", ACCOUNT);
        for (Command<Balance> command : List.of(new Deposit(100), new Withdraw(70), new Withdraw(60))) {
            Object unused =
                    history.record("42", command, bank.component(ACCOUNT, "42").ask(command));
        }
        simulation.pass(Duration.ofMinutes(1));
        new Linearizability<>(account).check(history.invocations());
    }
    // guide: end
}
