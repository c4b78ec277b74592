package dev.holdfast.testing;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.component.Effect;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An account that can be told to misbehave. */
public record Account(String id, long cents) {

    public sealed interface AccountEvent {}

    public record Deposited(long cents) implements AccountEvent {}

    public record Paid(long cents) implements AccountEvent {}

    public record Balance(long cents) {}

    public record Deposit(long cents) implements Command<Balance> {}

    public record Withdraw(long cents) implements Command<Balance> {}

    public record Transfer(String to, long cents) implements Command<Balance> {}

    public record Show() implements Command<Balance> {}

    /** Fails in decide as often as {@link #failures} says. */
    public record Fragile(String key, long cents) implements Command<Balance> {}

    /** Fails in apply as often as {@link #failures} says. */
    public record FragileApply(String key, long cents) implements Command<Balance> {}

    /** Throws an error that Pekko's supervision does not catch. */
    public record Fatal(String error) implements Command<Balance> {}

    /** Parks the thread in decide until {@link #release}. */
    public record Park(String key, long cents) implements Command<Balance> {}

    public record Broken(String key, long cents) implements AccountEvent {}

    private static final ConcurrentHashMap<String, AtomicInteger> FAILURES = new ConcurrentHashMap<>();

    public static void failures(String key, int times) {
        FAILURES.put(key, new AtomicInteger(times));
    }

    private record Gate(CountDownLatch entered, CountDownLatch open) {}

    private static final ConcurrentHashMap<String, Gate> GATES = new ConcurrentHashMap<>();

    /** From now on the first {@link Park} with this key parks. */
    public static void gate(String key) {
        GATES.put(key, new Gate(new CountDownLatch(1), new CountDownLatch(1)));
    }

    /** Waits until somebody is parked. */
    public static void awaitParked(String key) {
        await(gateOf(key).entered);
    }

    public static void release(String key) {
        gateOf(key).open.countDown();
    }

    private static Gate gateOf(String key) {
        return Objects.requireNonNull(GATES.get(key), key);
    }

    private static void await(CountDownLatch latch) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (!latch.await(30, TimeUnit.SECONDS)) {
                        throw new AssertionError("nobody came within 30 s");
                    }
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void parkFirst(String key) {
        Gate gate = gateOf(key);
        if (gate.entered.getCount() > 0) {
            gate.entered.countDown();
            await(gate.open);
        }
    }

    private static Balance fatal(String error) {
        switch (error) {
            case "StackOverflowError" -> throw new StackOverflowError("planned");
            case "NoClassDefFoundError" -> throw new NoClassDefFoundError("planned");
            case "AssertionError" -> throw new AssertionError("planned");
            default -> throw new IllegalArgumentException(error);
        }
    }

    private static void mayFail(String key, String where) {
        AtomicInteger left = FAILURES.get(key);
        if (left != null && left.getAndDecrement() > 0) {
            throw new IllegalStateException("planned failure of " + key + " in " + where);
        }
    }

    public static final Component<Account, AccountEvent> ACCOUNT = Component.<Account, AccountEvent>named("account")
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
            .decides(Fatal.class, (account, command, context) -> {
                Balance never = fatal(command.error());
                return Decision.<AccountEvent>of().reply(after -> never);
            })
            .decides(Park.class, (account, park, context) -> {
                parkFirst(park.key());
                return Decision.of(new Deposited(park.cents())).reply(after -> new Balance(after.cents()));
            })
            .applies(Deposited.class, Account::plus)
            .applies(Paid.class, (account, paid) -> new Account(account.id(), account.cents() - paid.cents()))
            .applies(Broken.class, (account, broken) -> {
                mayFail(broken.key(), "apply");
                return new Account(account.id(), account.cents() + broken.cents());
            })
            .build();

    public Account plus(Deposited deposited) {
        return new Account(id, cents + deposited.cents());
    }
}
