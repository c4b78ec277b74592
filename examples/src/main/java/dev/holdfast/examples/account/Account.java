package dev.holdfast.examples.account;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;

/** An account that takes deposits and refuses to be overdrawn. */
// readme: component
record Account(long cents) {
    sealed interface AccountEvent {}

    record Deposited(long cents) implements AccountEvent {}

    record Withdrawn(long cents) implements AccountEvent {}

    record Balance(long cents) {}

    record Deposit(long cents) implements Command<Balance> {}

    record Withdraw(long cents) implements Command<Balance> {}

    static final Component<Account, AccountEvent> ACCOUNT = Component.<Account, AccountEvent>named("account")
            .startsAs(id -> new Account(0))
            .decides(
                    Deposit.class,
                    (account, deposit, context) ->
                            Decision.of(new Deposited(deposit.cents())).reply(after -> new Balance(after.cents())))
            .decides(
                    Withdraw.class,
                    (account, withdraw, context) -> withdraw.cents() > account.cents()
                            ? Decision.reject("insufficient-funds")
                            : Decision.of(new Withdrawn(withdraw.cents())).reply(after -> new Balance(after.cents())))
            .applies(Deposited.class, (account, deposited) -> new Account(account.cents() + deposited.cents()))
            .applies(Withdrawn.class, (account, withdrawn) -> new Account(account.cents() - withdrawn.cents()))
            .build();
}
// readme: end
