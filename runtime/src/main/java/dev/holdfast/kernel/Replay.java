package dev.holdfast.kernel;

import dev.holdfast.config.FaultKind;
import dev.holdfast.config.KernelSettings;
import dev.holdfast.persistence.entry.BrokenHistoryException;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import dev.holdfast.persistence.journal.UnreadableRecordException;
import dev.holdfast.persistence.log.CorruptLogException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** Folds a journal batch by batch into a history and a state (K8, K9 without voids). */
final class Replay {

    private final Environment environment;
    private final String persistenceId;
    private final History history;
    private final InlineDecider<?, ?> decider;

    Replay(Environment environment, String persistenceId, History history, InlineDecider<?, ?> decider) {
        this.environment = environment;
        this.persistenceId = persistenceId;
        this.history = history;
        this.decider = decider;
    }

    /** Why a journal cannot be folded. */
    record Misfit(FaultKind kind, Throwable thrown) {}

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
            return Optional.of(new Misfit(
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
        Entry entry;
        try {
            entry = history.accept(read.sequence(), read.entry());
        } catch (BrokenHistoryException e) {
            return Optional.of(new Misfit(FaultKind.STORAGE_CORRUPT, e));
        }
        if (entry.content() instanceof Committed committed) {
            try {
                replay(committed);
            } catch (UserCode.Failure e) {
                return Optional.of(new Misfit(FaultKind.POISON_EVENT, e.thrown()));
            }
        }
        return Optional.empty();
    }

    private void replay(Committed committed) {
        for (Outcome outcome : committed.outcomes()) {
            if (outcome.result() instanceof Outcome.Completed completed) {
                decider.replay(completed.events(), 0);
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
        boolean damaged = cause instanceof CorruptLogException || cause instanceof UnreadableRecordException;
        return damaged ? FaultKind.STORAGE_CORRUPT : FaultKind.STORAGE_READ;
    }

    static TimeoutException writeTimedOut(Environment environment) {
        return new TimeoutException("the journal has not ended a write within "
                + environment.settings().kernel().writeTimeout()
                + " (holdfast.runtime.kernel.write-timeout); whether it is stored is not known");
    }

    static TimeoutException timedOut(long from, Environment environment) {
        return new TimeoutException("the journal did not answer the read from entry " + from + " within "
                + environment.settings().kernel().readTimeout() + " (holdfast.runtime.kernel.read-timeout)");
    }
}
