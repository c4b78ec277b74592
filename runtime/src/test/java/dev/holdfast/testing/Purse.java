package dev.holdfast.testing;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.component.Effect;
import dev.holdfast.component.InvariantViolated;
import dev.holdfast.testing.Account.Balance;
import dev.holdfast.testing.Account.Deposit;
import java.util.List;

/** A purse that may be overdrawn, which is then corrected; and that can give to accounts. */
public record Purse(long cents) {

    public record Spend(long cents) implements Command<Balance> {}

    public record Give(String account, long cents) implements Command<Balance> {}

    public record Look() implements Command<Balance> {}

    public record Changed(long cents) {}

    public static final Component<Purse, Changed> PURSE = Component.<Purse, Changed>named("purse")
            .startsAs(id -> new Purse(0))
            .decides(
                    Spend.class,
                    (purse, spend, context) ->
                            Decision.of(new Changed(-spend.cents())).reply(after -> new Balance(after.cents())))
            .decides(
                    Give.class,
                    (purse, give, context) -> Decision.of(new Changed(give.cents()))
                            .then(Effect.send("account", give.account(), new Deposit(give.cents())))
                            .reply(after -> new Balance(after.cents())))
            .decides(
                    Look.class,
                    (purse, look, context) -> Decision.<Changed>of().reply(after -> new Balance(after.cents())))
            .applies(Changed.class, (purse, changed) -> new Purse(purse.cents() + changed.cents()))
            .holds("a purse is never overdrawn", purse -> purse.cents() >= 0)
            .corrects(InvariantViolated.class, (purse, fault) -> List.of(new Changed(-purse.cents())))
            .build();
}
