package dev.holdfast.runtime;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.component.InvariantViolated;
import java.util.List;

/** The component, as it was then, that wrote the log of {@link GoldenLogTest}. */
final class FirstRelease {

    record Balance(long cents) {}

    record Deposited(long cents) {}

    record Deposit(long cents) implements Command<Long> {}

    record Fragile(long cents) implements Command<Long> {}

    static final Component<Balance, Deposited> ACCOUNT = Component.<Balance, Deposited>named("account")
            .startsAs(id -> new Balance(0))
            .decides(
                    Deposit.class,
                    (balance, deposit, context) ->
                            Decision.of(new Deposited(deposit.cents())).reply(Balance::cents))
            .decides(Fragile.class, (balance, fragile, context) -> {
                throw new IllegalStateException("the first release could not do this");
            })
            .applies(Deposited.class, (balance, deposited) -> new Balance(balance.cents() + deposited.cents()))
            .holds("never negative", balance -> balance.cents() >= 0)
            .corrects(InvariantViolated.class, (balance, fault) -> List.of(new Deposited(-balance.cents())))
            .keepsState(Balance.class)
            .build();

    private FirstRelease() {}
}
