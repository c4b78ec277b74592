package dev.holdfast.kernel;

import dev.holdfast.config.FaultKind;
import dev.holdfast.kernel.Ring.Moment;
import dev.holdfast.persistence.checkpoint.CheckpointException;
import dev.holdfast.persistence.checkpoint.CheckpointName;
import dev.holdfast.persistence.checkpoint.Checkpoints;
import dev.holdfast.persistence.checkpoint.ComponentState;
import dev.holdfast.persistence.checkpoint.Lookup;
import dev.holdfast.persistence.checkpoint.Lookup.Found;
import dev.holdfast.persistence.entry.CorruptEntryException;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.HistorySnapshot;
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
    private record Candidate(String name, long sequence, HistoryHash hash, Supplier<History> adopt, boolean stored) {}

    /**
     * What is known of the journal before any of it is folded.
     *
     * @param highest its highest sequence number
     * @param voids what is voided, or is to be
     */
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

    private void look(Checkpoints store, Outlook outlook, Consumer<History> found) {
        CompletionStage<Lookup> lookup = store.findBelow(incarnation.persistenceId(), tried);
        reading.await(
                "the newest checkpoint",
                lookup,
                answer -> {
                    answer.skipped().forEach(damaged -> report(damaged.toString()));
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
                "the state of " + incarnation.component() + " in memory at entry " + history.sequence(),
                history.sequence(),
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
            return new Candidate(name, sequence, HistoryHash.NONE, Beginnings::noComponent, true);
        }
        return new Candidate(
                name,
                sequence,
                state.hash(),
                () -> {
                    decider.restore(state.state());
                    return HistorySnapshot.decode(
                            incarnation.persistenceId(),
                            environment.settings().dedup().keep(),
                            state.history());
                },
                true);
    }

    private static History noComponent() {
        throw new CorruptEntryException("a persistent actor that is no component saved it");
    }

    private void consider(Candidate candidate, Outlook outlook, Consumer<History> found) {
        if (candidate.sequence > outlook.highest) {
            refuse(candidate, "the journal ends at entry " + outlook.highest, outlook, found);
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

    private void verify(Candidate candidate, List<ReadEntry> entries, Outlook outlook, Consumer<History> found) {
        try {
            if (entries.isEmpty() || !entries.get(0).entry().hash().equals(candidate.hash)) {
                refuse(candidate, "its history hash is not that of the journal", outlook, found);
                return;
            }
            History history = candidate.adopt.get();
            Optional<String> misfit = misfit(history, outlook);
            if (misfit.isPresent()) {
                refuse(candidate, misfit.get(), outlook, found);
            } else {
                found.accept(history);
            }
        } catch (CorruptEntryException | UserCode.Failure e) {
            refuse(candidate, "it cannot be read: " + e.getMessage(), outlook, found);
        }
    }

    private Optional<String> misfit(History history, Outlook outlook) {
        return history.fits(outlook.voids)
                ? decider.violated().map(violated -> "it breaks the invariant '" + violated.invariant() + "'")
                : Optional.of("what it was made of is voided");
    }

    private void refuse(Candidate candidate, String reason, Outlook outlook, Consumer<History> found) {
        String text = candidate.name + " cannot be used: " + reason;
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
        environment.note(FaultKind.CHECKPOINT, incarnation.persistenceId(), 0, new CheckpointException(text, null));
    }
}
