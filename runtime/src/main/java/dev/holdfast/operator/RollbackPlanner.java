package dev.holdfast.operator;

import dev.holdfast.operator.Rollback.BackTo;
import dev.holdfast.operator.Rollback.OfCommand;
import dev.holdfast.operator.Rollback.Revisions;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.Unit;
import dev.holdfast.persistence.entry.VoidPlan;
import dev.holdfast.persistence.entry.VoidPlanner;
import dev.holdfast.persistence.entry.Voids;
import dev.holdfast.persistence.journal.JournalReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.Done;

/**
 * Plans roll-backs from what a journal holds: reads all of it, and runs none of the component's code. Whether the
 * component lives meanwhile does not matter. Safe for use by any thread.
 */
public final class RollbackPlanner {

    private final JournalReader reader;
    private final Executor executor;
    private final Duration keep;

    /**
     * A planner.
     *
     * @param executor where it works
     * @param keep how long outcomes are remembered (holdfast.runtime.dedup.keep)
     */
    public RollbackPlanner(JournalReader reader, Executor executor, Duration keep) {
        this.reader = reader;
        this.executor = executor;
        this.keep = keep;
    }

    /**
     * Plans; changes nothing.
     *
     * @return fails with {@link OrderRefused} when there is nothing to void, and as reading fails. A plan that takes
     *     commands with effects is made, to be looked at, but cannot be applied
     */
    public CompletionStage<RollbackPlan> plan(ComponentId component, Rollback rollback) {
        return voids(component.persistenceId()).thenCompose(voids -> plan(component, rollback, voids));
    }

    /**
     * Looks whether a plan can still be applied, before anything is stopped for it. Whether it can is for the incarnation
     * that writes to say.
     *
     * @return fails with {@link OrderRefused} when it cannot
     */
    public CompletionStage<Done> check(RollbackPlan plan) {
        Since since = new Since(plan);
        return JournalPull.run(
                        reader,
                        executor,
                        plan.component().persistenceId(),
                        plan.head().sequence(),
                        read -> since.see(
                                read.sequence(),
                                read.entry().hash(),
                                read.entry().entry()))
                .thenApply(done -> {
                    since.refusal().ifPresent(refusal -> {
                        throw refusal;
                    });
                    return done;
                });
    }

    /** What is voided must be known before what is to be voided is met. */
    private CompletionStage<Voids> voids(String persistenceId) {
        History history = new History(persistenceId, keep);
        return JournalPull.run(
                        reader, executor, persistenceId, 1, read -> history.accept(read.sequence(), read.entry()))
                .thenApply(done -> history.voids());
    }

    private CompletionStage<RollbackPlan> plan(ComponentId component, Rollback rollback, Voids voids) {
        History history = new History(component.persistenceId(), keep);
        Taking taking = new Taking(component, rollback, voids);
        return JournalPull.run(reader, executor, component.persistenceId(), 1, read -> {
                    long revision = history.revision();
                    taking.take(history.accept(read.sequence(), read.entry()).content(), revision);
                })
                .thenApply(done -> new RollbackPlan(
                        component,
                        new Head(history.sequence(), history.hash(), history.revision()),
                        taking.plan(history),
                        rollback.corrects()));
    }

    /** Finds what is wanted, entry by entry. */
    private static final class Taking {

        private final ComponentId component;
        private final Rollback rollback;
        private final Voids voids;
        private Optional<VoidPlanner> planner;

        Taking(ComponentId component, Rollback rollback, Voids voids) {
            this.component = component;
            this.rollback = rollback;
            this.voids = voids;
            planner = planner();
        }

        /** What one command caused is known when it is met. */
        private Optional<VoidPlanner> planner() {
            if (rollback.extent() instanceof BackTo back) {
                return Optional.of(VoidPlanner.backTo(back.revision(), voids));
            }
            return rollback.extent() instanceof Revisions revisions
                    ? Optional.of(new VoidPlanner(revisions.ranges(), voids, 0))
                    : Optional.empty();
        }

        void take(Content content, long revision) {
            if (planner.isEmpty() && rollback.extent() instanceof OfCommand wanted) {
                planner = Unit.of(content, revision).stream()
                        .filter(unit -> isOf(wanted, unit))
                        .map(unit -> new VoidPlanner(List.of(unit.revisions()), voids, revision))
                        .findFirst();
            }
            planner.ifPresent(found -> found.take(content));
        }

        private static boolean isOf(OfCommand wanted, Unit unit) {
            return unit.outcome()
                    .filter(outcome -> outcome.sender().equals(wanted.sender()) && outcome.number() == wanted.number())
                    .isPresent();
        }

        VoidPlan plan(History history) {
            if (history.sequence() == 0) {
                throw refused("it has no journal: is its name right?");
            }
            if (history.voids().last() != voids.last()) {
                throw refused("something of it was voided while the plan was made. Plan again");
            }
            VoidPlan plan = whole();
            if (plan.isEmpty()) {
                throw refused("there is nothing of " + rollback.extent() + " that is not voided already; it stands at"
                        + " revision " + history.revision());
            }
            return plan;
        }

        private VoidPlan whole() {
            try {
                return planner.orElseThrow(() -> refused("no event of " + rollback.extent()
                                + " is in its journal: the command was never executed, or it changed nothing"))
                        .plan();
            } catch (IllegalArgumentException e) {
                throw refused(String.valueOf(e.getMessage()));
            }
        }

        private OrderRefused refused(String why) {
            return new OrderRefused("no roll-back of " + component + " can be planned: " + why);
        }
    }
}
