package dev.holdfast.kernel;

import dev.holdfast.config.FaultKind;
import dev.holdfast.config.KernelSettings;
import dev.holdfast.kernel.Orders.Voiding;
import dev.holdfast.operator.OrderRefused;
import dev.holdfast.operator.Since;
import dev.holdfast.persistence.entry.BrokenHistoryException;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.Unit;
import dev.holdfast.persistence.entry.VoidPlan;
import dev.holdfast.persistence.entry.VoidPlanner;
import dev.holdfast.persistence.entry.Voided;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import dev.holdfast.persistence.journal.UnreadableRecordException;
import dev.holdfast.persistence.log.CorruptLogException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/**
 * Folds a journal batch by batch into a history and a state (K8). What is voided, or is to be, never reaches user code
 * (K9).
 */
final class Replay {

    private final Environment environment;
    private final String persistenceId;
    private final Orders orders;
    private final History history;
    private final InlineDecider<?, ?> decider;
    private final List<VoidPlanner> plans = new ArrayList<>();
    private final Optional<Since> since;

    Replay(Environment environment, String persistenceId, Orders orders, History history, InlineDecider<?, ?> decider) {
        this.environment = environment;
        this.persistenceId = persistenceId;
        this.orders = orders;
        this.history = history;
        this.decider = decider;
        this.since = orders.plan().map(planned -> new Since(planned.plan()));
        for (Voiding voiding : orders.voids()) {
            plans.add(new VoidPlanner(voiding.ranges(), history.voids(), history.revision()));
        }
    }

    /** Why a journal cannot be folded, and what there is against it. */
    record Misfit(FaultKind kind, Throwable thrown, Remedies remedies) {

        static Misfit of(FaultKind kind, Throwable thrown) {
            return new Misfit(kind, thrown, Remedies.NONE);
        }
    }

    /** Asks for the next batch up to the journal's highest number. */
    CompletionStage<List<ReadEntry>> read(long highest) {
        KernelSettings.ReadBatch batch = environment.settings().kernel().readBatch();
        return environment
                .reader()
                .read(persistenceId, history.sequence() + 1, highest, batch.maxEntries(), batch.maxBytes());
    }

    /** Folds a batch. */
    Optional<Misfit> take(List<ReadEntry> batch, long highest) {
        if (batch.isEmpty()) {
            return Optional.of(Misfit.of(
                    FaultKind.STORAGE_CORRUPT,
                    new BrokenHistoryException("the journal of " + persistenceId + " ends at entry "
                            + history.sequence() + ", but " + highest + " is its highest: entries are missing;"
                            + " nothing is served from it")));
        }
        for (ReadEntry read : batch) {
            Optional<Misfit> misfit = take(read);
            if (misfit.isPresent()) {
                return misfit;
            }
        }
        return Optional.empty();
    }

    private Optional<Misfit> take(ReadEntry read) {
        long revision = history.revision();
        Entry entry;
        try {
            entry = history.accept(read.sequence(), read.entry());
        } catch (BrokenHistoryException e) {
            return Optional.of(Misfit.of(FaultKind.STORAGE_CORRUPT, e));
        }
        plans.forEach(plan -> plan.take(entry.content()));
        since.ifPresent(known -> known.see(read.sequence(), read.entry().hash(), entry));
        for (Unit unit : Unit.of(entry.content(), revision)) {
            if (!history.skips(unit)) {
                try {
                    decider.replay(unit.events(), orders.version());
                } catch (UserCode.Failure e) {
                    return Optional.of(new Misfit(FaultKind.POISON_EVENT, e.thrown(), decider.remedies(unit)));
                }
            }
        }
        return Optional.empty();
    }

    /** Why what an operator planned cannot be done any more, once all is folded. */
    Optional<OrderRefused> refusal() {
        return since.flatMap(Since::refusal);
    }

    /** Adds the entries that void what was ordered. */
    void voided(EntryGroup group, long epoch) {
        long previous = history.voids().last();
        for (int i = 0; i < plans.size(); i++) {
            Voiding voiding = orders.voids().get(i);
            VoidPlan.Reason reason = new VoidPlan.Reason(voiding.why(), voiding.by(), voiding.fault());
            int maxBytes = environment.settings().kernel().batch().maxBytes();
            for (Voided voided : plans.get(i).plan().entries(reason, group.next(), previous, maxBytes)) {
                previous = group.next();
                group.add(epoch, voided, Set.of());
            }
        }
    }

    /** What went wrong, without the wrapper that stages put around it. */
    static Throwable unwrap(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }

    /** What kind of fault a failed read is. */
    static FaultKind kindOf(Throwable cause) {
        boolean damaged = cause instanceof CorruptLogException
                || cause instanceof UnreadableRecordException
                || cause instanceof BrokenHistoryException;
        return damaged ? FaultKind.STORAGE_CORRUPT : FaultKind.STORAGE_READ;
    }

    static TimeoutException writeTimedOut(Environment environment) {
        return new TimeoutException("the journal has not ended a write within "
                + environment.settings().kernel().writeTimeout()
                + " (holdfast.runtime.kernel.write-timeout); whether it is stored is not known");
    }

    static TimeoutException timedOut(String what, Environment environment) {
        return new TimeoutException("the journal did not answer the read of " + what + " within "
                + environment.settings().kernel().readTimeout() + " (holdfast.runtime.kernel.read-timeout)");
    }
}
