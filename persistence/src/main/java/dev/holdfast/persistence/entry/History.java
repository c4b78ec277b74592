package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Entry.EffectSettled;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.Entry.FaultRecorded;
import dev.holdfast.persistence.entry.Outcome.Completed;
import java.time.Duration;
import java.time.Instant;

/**
 * The fold of one component's journal but for the user's state: where it stands, who wrote it, which commands are
 * answered and which effects are open. A kernel folds what it recovers and what it has just written by this same code,
 * so the two cannot differ.
 *
 * <p>Each entry is checked before it is taken: it stands next in line, its hash follows, epochs rise, and it was written
 * by the incarnation that started last (K3, K8). A misfit is a {@link BrokenHistoryException}, after which the history
 * must not be used.
 *
 * <p>Not safe for use by several threads.
 */
public final class History {

    private final String persistenceId;
    private final Windows windows;
    private final OpenEffects effects = new OpenEffects();
    private long sequence;
    private HistoryHash hash = HistoryHash.NONE;
    private long epoch;
    private Instant time = Instant.EPOCH;
    private long revision;
    private Tally tally = Tally.NONE;

    /**
     * The history before the first entry.
     *
     * @param persistenceId whose it is
     * @param keep how long after its deadline an id's outcome is remembered at least
     */
    public History(String persistenceId, Duration keep) {
        this.persistenceId = persistenceId;
        this.windows = new Windows(keep);
    }

    /** Takes an entry read from a journal, and returns what it says. */
    public Entry accept(long sequence, StoredEntry stored) {
        Entry entry;
        try {
            entry = stored.entry();
        } catch (CorruptEntryException e) {
            throw broken(sequence, String.valueOf(e.getMessage()));
        }
        accept(sequence, stored, entry);
        return entry;
    }

    /**
     * Takes an entry that is known in both forms, such as one just written.
     *
     * @param sequence where it stands
     * @param stored the entry
     * @param entry what it says
     */
    public void accept(long sequence, StoredEntry stored, Entry entry) {
        if (sequence != this.sequence + 1) {
            throw broken(sequence, "entry " + (this.sequence + 1) + " is missing");
        }
        if (!stored.follows(hash, sequence)) {
            throw broken(sequence, "its hash does not follow from the entries before it");
        }
        if (entry.content() instanceof FaultRecorded) {
            throw broken(sequence, "it holds fault records: this is a ledger, no component");
        }
        checkEpoch(sequence, entry);
        try {
            fold(entry.content(), entry.time());
        } catch (IllegalArgumentException e) {
            throw broken(sequence, String.valueOf(e.getMessage()));
        }
        this.sequence = sequence;
        hash = stored.hash();
        time = entry.time().isAfter(time) ? entry.time() : time;
    }

    private void checkEpoch(long sequence, Entry entry) {
        if (entry.content() instanceof EpochStarted) {
            if (entry.epoch() != sequence) {
                throw broken(sequence, "it starts epoch " + entry.epoch() + ", which is not its sequence number");
            }
            epoch = entry.epoch();
        } else if (epoch == 0) {
            throw broken(sequence, "no epoch had started before it");
        } else if (entry.epoch() != epoch) {
            throw broken(
                    sequence,
                    "an incarnation of epoch " + entry.epoch() + " wrote it, but epoch " + epoch + " had started");
        }
    }

    private void fold(Content content, Instant at) {
        if (content instanceof Committed committed) {
            for (Outcome outcome : committed.outcomes()) {
                fold(outcome, at);
            }
        } else if (content instanceof EffectSettled settled) {
            settled.settlements().forEach(effects::settle);
        }
    }

    private void fold(Outcome outcome, Instant at) {
        if (outcome.result() instanceof Completed completed) {
            revision += completed.events().size();
            completed.effects().forEach(effects::open);
        }
        windows.remember(outcome, at);
        tally = tally.plus(outcome.result());
    }

    private BrokenHistoryException broken(long sequence, String how) {
        return new BrokenHistoryException("the journal of " + persistenceId + " breaks at entry " + sequence + ": "
                + how + "; nothing is served from it");
    }

    /** What is known of a command id. */
    public Seen find(String sender, long number) {
        return windows.find(sender, number);
    }

    /** The latest deadline of any id whose outcome was dropped: {@link Seen#PERHAPS} is no for an id with a later one. */
    public Instant forgottenUntil() {
        return windows.forgottenUntil();
    }

    /** The effects not yet settled. */
    public OpenEffects effects() {
        return effects;
    }

    /** The sequence number of the last entry; 0 before the first. */
    public long sequence() {
        return sequence;
    }

    /** H(n) of the last entry. */
    public HistoryHash hash() {
        return hash;
    }

    /** The epoch that started last; 0 before the first. */
    public long epoch() {
        return epoch;
    }

    /** The latest time any entry was written. */
    public Instant time() {
        return time;
    }

    /** The count of events. */
    public long revision() {
        return revision;
    }

    /** The count of outcomes, by kind. */
    public Tally tally() {
        return tally;
    }
}
