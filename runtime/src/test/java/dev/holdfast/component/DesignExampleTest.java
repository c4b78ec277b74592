package dev.holdfast.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The component of design.md §3 compiles as it stands there. */
class DesignExampleTest {

    record Account(long cents) {
        static Account empty() {
            return new Account(0);
        }

        Account plus(Deposited deposited) {
            return new Account(cents + deposited.cents());
        }
    }

    sealed interface AccountEvent {}

    record Deposited(long cents) implements AccountEvent {}

    record Adjusted(long cents) implements AccountEvent {}

    record Balance(long cents) {}

    record Deposit(long cents) implements Command<Balance> {}

    static final Component<Account, AccountEvent> ACCOUNT = Component.<Account, AccountEvent>named("account")
            .startsAs(id -> Account.empty())
            .decides(
                    Deposit.class,
                    (account, deposit, context) ->
                            Decision.of(new Deposited(deposit.cents())).reply(after -> new Balance(after.cents())))
            .applies(Deposited.class, Account::plus)
            .holds("balance is never negative", account -> account.cents() >= 0)
            .corrects(InvariantViolated.class, (account, fault) -> List.of(new Adjusted(-account.cents())))
            .build();

    @Test
    void the_invariant_of_the_example_tells_good_states_from_bad_ones() {
        Invariant<Account> invariant = ACCOUNT.invariants().get(0);
        assertThat(invariant.text()).isEqualTo("balance is never negative");
        assertThat(invariant.predicate().test(new Account(0))).isTrue();
        assertThat(invariant.predicate().test(new Account(-1))).isFalse();
    }

    @Test
    void the_correction_of_the_example_says_what_is_missing() {
        InvariantViolated fault = new InvariantViolated("account", "balance is never negative");
        assertThat(ACCOUNT.correctionFor(fault).orElseThrow().apply(new Account(-7)))
                .isEqualTo(List.of(new Adjusted(7)));
    }
}
