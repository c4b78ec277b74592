package dev.holdfast.runtime;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.component.Effect;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An account that can be told to misbehave. */
record Account(String id, long cents) {

    sealed interface AccountEvent {}

    record Deposited(long cents) implements AccountEvent {}

    record Paid(long cents) implements AccountEvent {}

    record Balance(long cents) {}

    record Deposit(long cents) implements Command<Balance> {}

    record Withdraw(long cents) implements Command<Balance> {}

    record Transfer(String to, long cents) implements Command<Balance> {}

    record Show() implements Command<Balance> {}

    /** Fails in decide as often as {@link #failures} says. */
    record Fragile(String key, long cents) implements Command<Balance> {}

    /** Fails in apply as often as {@link #failures} says. */
    record FragileApply(String key, long cents) implements Command<Balance> {}

    record Broken(String key, long cents) implements AccountEvent {}

    static final ConcurrentHashMap<String, AtomicInteger> FAILURES = new ConcurrentHashMap<>();

    static void failures(String key, int times) {
        FAILURES.put(key, new AtomicInteger(times));
    }

    private static void mayFail(String key, String where) {
        AtomicInteger left = FAILURES.get(key);
        if (left != null && left.getAndDecrement() > 0) {
            throw new IllegalStateException("planned failure of " + key + " in " + where);
        }
    }

    static final Component<Account, AccountEvent> ACCOUNT = Component.<Account, AccountEvent>named("account")
            .startsAs(id -> new Account(id, 0))
            .decides(
                    Deposit.class,
                    (account, deposit, context) ->
                            Decision.of(new Deposited(deposit.cents())).reply(after -> new Balance(after.cents())))
            .decides(Withdraw.class, (account, withdraw, context) -> {
                if (account.cents() < withdraw.cents()) {
                    return Decision.reject("insufficient-funds");
                }
                return Decision.of(new Paid(withdraw.cents())).reply(after -> new Balance(after.cents()));
            })
            .decides(
                    Transfer.class,
                    (account, transfer, context) -> Decision.of(new Paid(transfer.cents()))
                            .then(Effect.send("account", transfer.to(), new Deposit(transfer.cents())))
                            .reply(after -> new Balance(after.cents())))
            .decides(
                    Show.class,
                    (account, show, context) -> Decision.<AccountEvent>of().reply(after -> new Balance(after.cents())))
            .decides(Fragile.class, (account, fragile, context) -> {
                mayFail(fragile.key(), "decide");
                return Decision.of(new Deposited(fragile.cents())).reply(after -> new Balance(after.cents()));
            })
            .decides(
                    FragileApply.class,
                    (account, fragile, context) -> Decision.of(new Broken(fragile.key(), fragile.cents()))
                            .reply(after -> new Balance(after.cents())))
            .applies(Deposited.class, Account::plus)
            .applies(Paid.class, (account, paid) -> new Account(account.id(), account.cents() - paid.cents()))
            .applies(Broken.class, (account, broken) -> {
                mayFail(broken.key(), "apply");
                return new Account(account.id(), account.cents() + broken.cents());
            })
            .build();

    Account plus(Deposited deposited) {
        return new Account(id, cents + deposited.cents());
    }
}
