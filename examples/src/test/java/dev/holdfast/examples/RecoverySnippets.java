package dev.holdfast.examples;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Context;
import dev.holdfast.component.Decision;
import dev.holdfast.component.InvariantViolated;
import dev.holdfast.operator.Mandate;
import dev.holdfast.operator.Rollback;
import dev.holdfast.operator.RollbackPlan;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Range;
import dev.holdfast.runtime.Operator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** The code that docs/concepts/recovery.md shows, in its order, and {@link NextRelease} after it; {@link RecoverySnippetsTest} runs it. */
final class RecoverySnippets {

    private RecoverySnippets() {}

    sealed interface AccountEvent {}

    record Deposited(long cents) implements AccountEvent {}

    record Charged(long cents) implements AccountEvent {}

    record Waived(long cents) implements AccountEvent {}

    record Deposit(long cents) implements Command<Long> {}

    /** A fee, of so much for each of so many parts; dividing by none fails. */
    record Charge(long cents, int parts) implements Command<Long> {}

    record Account(long cents) {

        Account plus(long more) {
            return new Account(cents + more);
        }

        static Decision<Account, AccountEvent, Long> deposit(Account account, Deposit deposit, Context context) {
            return Decision.<AccountEvent>of(new Deposited(deposit.cents())).reply(Account::cents);
        }

        static Decision<Account, AccountEvent, Long> charge(Account account, Charge charge, Context context) {
            return Decision.<AccountEvent>of(new Charged(charge.cents() / charge.parts()))
                    .reply(Account::cents);
        }

        static Decision<Account, AccountEvent, Long> chargeFlat(Account account, Charge charge, Context context) {
            return Decision.<AccountEvent>of(new Charged(charge.cents())).reply(Account::cents);
        }
    }

    // recovery: component
    static final Component<Account, AccountEvent> ACCOUNT = Component.<Account, AccountEvent>named("account")
            .startsAs(id -> new Account(0))
            .decides(Deposit.class, Account::deposit)
            .decides(Charge.class, Account::charge)
            .alternately(Charge.class, Account::chargeFlat)
            .applies(Deposited.class, (account, deposited) -> account.plus(deposited.cents()))
            .applies(Charged.class, (account, charged) -> account.plus(-charged.cents()))
            .applies(Waived.class, (account, waived) -> account.plus(waived.cents()))
            .holds("the balance is never negative", account -> account.cents() >= 0)
            .corrects(InvariantViolated.class, (account, fault) -> List.of(new Waived(-account.cents())))
            .build();
    // recovery: end

    static CompletionStage<RollbackPlan> plan(Operator operator) {
        // recovery: plan
        CompletionStage<RollbackPlan> planned = operator.plan(new ComponentId("account", "42"), Rollback.backTo(1));
        // recovery: end
        return planned;
    }

    static CompletionStage<Done> apply(Operator operator, RollbackPlan plan) {
        // recovery: apply
        CompletionStage<Done> applied = operator.apply(plan, plan.token(), new Mandate("ann", "the import ran twice"));
        // recovery: end
        return applied;
    }

    static CompletionStage<RollbackPlan> planMixed(Operator operator) {
        // recovery: mixed
        CompletionStage<RollbackPlan> mixed = operator.plan(
                new ComponentId("account", "42"), Rollback.of(new Range(2, 2)).correcting());
        // recovery: end
        return mixed;
    }
}
