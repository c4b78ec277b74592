package dev.holdfast.kernel;

import dev.holdfast.config.FaultKind;
import dev.holdfast.kernel.Ring.Moment;
import dev.holdfast.ledger.LedgerRecord.Detected;
import dev.holdfast.persistence.checkpoint.CheckpointName;
import dev.holdfast.persistence.checkpoint.CheckpointStore;
import dev.holdfast.persistence.checkpoint.ComponentState;
import dev.holdfast.persistence.checkpoint.DamagedCheckpoint;
import dev.holdfast.persistence.checkpoint.Lookup;
import dev.holdfast.persistence.checkpoint.Lookup.Found;
import dev.holdfast.persistence.entry.CorruptEntryException;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.Voids;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds where a fold can begin: at the newest state in memory, else at the newest checkpoint, else before the first entry.
 * A state is used only if its history hash is the journal's, no void lies below it, it can be read, and its invariants hold
 * (K10). A checkpoint is a help and never the record: one that cannot be used is reported, and an older one is tried.
 */
final class Beginnings {

    private static final Logger LOG = LoggerFactory.getLogger(Beginnings.class);

    private final Environment environment;
    private final Incarnation incarnation;
    private final InlineDecider<?, ?> decider;
    private final Reading reading;
    private final Deque<Moment> moments = new ArrayDeque<>();
    private Optional<CheckpointName> tried = Optional.empty();

    /** A state that might do. */
    private record Candidate(
            String name, long sequence, long revision, HistoryHash hash, Supplier<History> adopt, boolean stored) {}

    /** What is known of the journal before any of it is folded. */
    record Outlook(long highest, Voids voids) {}

    Beginnings(Environment environment, Incarnation incarnation, InlineDecider<?, ?> decider, Reading reading) {
        this.environment = environment;
        this.incarnation = incarnation;
        this.decider = decider;
        this.reading = reading;
    }

    /** Finds one; the decider then has its state. */
    void find(Outlook outlook, Consumer<History> found) {
        if (!incarnation.orders().fresh()) {
            moments.addAll(incarnation.ring().moments());
        }
        next(outlook, found);
    }

    private void next(Outlook outlook, Consumer<History> found) {
        Moment moment = moments.pollFirst();
        if (moment != null) {
            consider(candidate(moment), outlook, found);
        } else if (environment.checkpoints().isPresent() && outlook.highest > 0) {
            look(environment.checkpoints().get(), outlook, found);
        } else {
            fromTheStart(found);
        }
    }

    private void look(CheckpointStore store, Outlook outlook, Consumer<History> found) {
        CompletionStage<Lookup> lookup =
                store.find(incarnation.persistenceId(), name -> tried.isEmpty() || name.compareTo(tried.get()) < 0);
        reading.await(
                "the newest checkpoint",
                lookup,
                answer -> {
                    answer.skipped().forEach(this::report);
                    answer.found()
                            .ifPresentOrElse(
                                    newest -> consider(candidate(newest), outlook, found), () -> fromTheStart(found));
                },
                failure -> {
                    report("no checkpoint of " + incarnation.component() + " can be read: " + failure);
                    fromTheStart(found);
                });
    }

    private Candidate candidate(Moment moment) {
        History history = moment.history();
        return new Candidate(
                "the state in memory at entry " + history.sequence(),
                history.sequence(),
                history.revision(),
                history.hash(),
                () -> {
                    decider.restore(moment.state());
                    return history.copy();
                },
                false);
    }

    private Candidate candidate(Found found) {
        tried = Optional.of(found.name());
        long sequence = found.checkpoint().sequence();
        String name = "checkpoint " + found.name().fileName() + " of " + incarnation.component();
        if (!(found.checkpoint().content() instanceof ComponentState state)) {
            return new Candidate(name, sequence, 0, HistoryHash.NONE, () -> { throw new CorruptEntryException("it is the snapshot of a persistent actor that is no component"); }, true);
        }
        return new Candidate(
                name,
                sequence,
                state.revision(),
                state.hash(),
                () -> {
                    History history = History.restore(
                            incarnation.persistenceId(), environment.settings().dedup().keep(), state.history());
                    decider.restore(state.state());
                    return history;
                },
                true);
    }

    private void consider(Candidate candidate, Outlook outlook, Consumer<History> found) {
        Optional<String> objection = objection(candidate, outlook);
        if (objection.isPresent()) {
            refuse(candidate, objection.get(), outlook, found);
            return;
        }
        CompletionStage<List<ReadEntry>> entry = environment
                .reader()
                .read(incarnation.persistenceId(), candidate.sequence, candidate.sequence, 1, Integer.MAX_VALUE);
        reading.await(
                "entry " + candidate.sequence,
                entry,
                entries -> verify(candidate, entries, outlook, found),
                failure -> refuse(candidate, "its entry in the journal cannot be read: " + failure, outlook, found));
    }

    /** What lies below a void is not as it was when the state was captured. */
    private Optional<String> objection(Candidate candidate, Outlook outlook) {
        if (candidate.sequence > outlook.highest) {
            return Optional.of("it is of entry " + candidate.sequence + ", the journal ends at " + outlook.highest);
        }
        boolean voided = outlook.voids.isAbove(candidate.sequence, candidate.revision)
                || incarnation.orders().voids().stream()
                        .anyMatch(voiding -> voiding.range().first() <= candidate.revision);
        return voided ? Optional.of("what it was made of has been voided since") : Optional.empty();
    }

    private void verify(Candidate candidate, List<ReadEntry> entries, Outlook outlook, Consumer<History> found) {
        Optional<String> misfit;
        try {
            misfit = entries.isEmpty() || !entries.get(0).entry().hash().equals(candidate.hash)
                    ? Optional.of("its history hash is not that of the journal")
                    : Optional.empty();
        } catch (CorruptEntryException e) {
            misfit = Optional.of("its entry in the journal is damaged: " + e.getMessage());
        }
        if (misfit.isPresent()) {
            refuse(candidate, misfit.get(), outlook, found);
            return;
        }
        History history;
        try {
            history = candidate.adopt.get();
            misfit = decider.violated().map(thrown -> "its state breaks an invariant: " + thrown.getMessage());
        } catch (CorruptEntryException | UserCode.Failure e) {
            refuse(candidate, "it cannot be read: " + e.getMessage(), outlook, found);
            return;
        }
        if (misfit.isPresent()) {
            refuse(candidate, misfit.get(), outlook, found);
        } else {
            found.accept(history);
        }
    }

    private void refuse(Candidate candidate, String reason, Outlook outlook, Consumer<History> found) {
        String text = candidate.name + " of " + incarnation.component() + " cannot be used: " + reason;
        if (candidate.stored) {
            report(text);
        } else {
            LOG.warn("{}", text);
        }
        next(outlook, found);
    }

    private void fromTheStart(Consumer<History> found) {
        decider.restart();
        found.accept(new History(
                incarnation.persistenceId(), environment.settings().dedup().keep()));
    }

    private void report(String text) {
        LOG.warn("{}; an older one is tried, or the whole journal is folded", text);
        environment.record(FaultKind.CHECKPOINT, incarnation.persistenceId(), text);
    }
}
