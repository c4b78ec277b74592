package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Entry.EffectSettled;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.Entry.FaultRecorded;
import dev.holdfast.persistence.entry.Outcome.Completed;
import dev.holdfast.persistence.entry.Outcome.Quarantined;
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
 * <p>A {@link Voided} entry must follow the one before it, void revisions that exist and are not voided yet, and revoke
 * replies that were given. That it takes whole {@linkplain Unit units}, none with effects, and revokes all their replies, is
 * seen by a fold that was told beforehand what to {@linkplain #expect expect} and folds these units itself; whoever
 * writes one has it from {@link VoidPlan}, which allows nothing else.
 *
 * <p>Not safe for use by several threads.
 */
public final class History {

    private final String persistenceId;
    private final Windows windows;
    private final OpenEffects effects;
    private final OpenQuarantine quarantine;
    private final VoidFold voids;
    private long sequence;
    private HistoryHash hash;
    private long epoch;
    private Instant time;
    private long revision;
    private Tally tally;

    /**
     * The history before the first entry.
     *
     * @param persistenceId whose it is
     * @param keep how long after its deadline an id's outcome is remembered at least
     */
    public History(String persistenceId, Duration keep) {
        this(persistenceId, new Windows(keep), new OpenEffects(), new OpenQuarantine(), new VoidFold(), Standing.START);
    }

    private History(
            String persistenceId,
            Windows windows,
            OpenEffects effects,
            OpenQuarantine quarantine,
            VoidFold voids,
            Standing standing) {
        this.persistenceId = persistenceId;
        this.windows = windows;
        this.effects = effects;
        this.quarantine = quarantine;
        this.voids = voids;
        sequence = standing.sequence();
        hash = standing.hash();
        epoch = standing.epoch();
        time = standing.time();
        revision = standing.revision();
        tally = standing.tally();
    }

    /**
     * Whether this history, and the state that was folded with it, are as if all this had always been voided: then a fold
     * may go on from here. False for a checkpoint that an operator's void lies below (K10), and for one taken while voids
     * were ordered that were never written. True before the first entry.
     *
     * @param all what is voided, with what is to be voided by entries not written yet
     */
    public boolean fits(Voids all) {
        return voids.fits(all, sequence, revision);
    }

    /**
     * Says before a fold what it has to skip (K9). Each {@link Voided} entry must then be one that is named here: one
     * that is not breaks the history, for its events are in the state.
     *
     * @param all what the journal's chain of voids says, with what is to be voided by entries not written yet
     * @throws IllegalArgumentException when it does not {@linkplain #fits fit}
     */
    public void expect(Voids all) {
        if (!fits(all)) {
            throw new IllegalArgumentException("the history of " + persistenceId + " stands at entry " + sequence
                    + ", revision " + revision + ", and has not skipped just what is voided below, "
                    + all.upTo(revision) + "; start from an older one, or from the first entry");
        }
        voids.expect(all);
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
            fold(sequence, entry);
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

    private void fold(long sequence, Entry entry) {
        Content content = entry.content();
        voids.see(sequence, content, revision);
        if (content instanceof Committed committed) {
            committed.outcomes().forEach(outcome -> fold(sequence, outcome, entry.time()));
        } else if (content instanceof EffectSettled settled) {
            settled.settlements().forEach(effects::settle);
        } else if (content instanceof Corrected corrected) {
            corrected.outcome().ifPresent(outcome -> fold(sequence, outcome, entry.time()));
            revision += corrected.events().size();
        } else if (content instanceof Voided voided) {
            voids.meet(sequence, voided, revision);
            voided.replies().forEach(windows::revoke);
            tally = tally.plusVoided(voided.replies().size());
        } else if (content instanceof QuarantineResolved resolved) {
            quarantine.resolve(resolved);
            resolved.reissue().ifPresent(this::reissue);
        }
    }

    private void fold(long sequence, Outcome outcome, Instant at) {
        if (outcome.result() instanceof Completed completed) {
            revision += completed.events().size();
            completed.effects().forEach(effects::open);
        } else if (outcome.result() instanceof Quarantined) {
            quarantine.open(outcome.sender(), outcome.number(), sequence);
        }
        windows.remember(outcome, at);
        tally = tally.plus(outcome.result());
    }

    private void reissue(Effect effect) {
        if (!effect.target().equals(persistenceId)) {
            throw new IllegalArgumentException(
                    "it issues a command again to " + effect.target() + "#" + effect.number() + ", not to itself");
        }
        effects.open(effect);
    }

    private BrokenHistoryException broken(long sequence, String how) {
        return new BrokenHistoryException("the journal of " + persistenceId + " breaks at entry " + sequence + ": "
                + how + "; nothing is served from it");
    }

    /** Whether the fold of the state must leave this unit out, for it is voided or is to be. */
    public boolean skips(Unit unit) {
        return voids.skips(unit);
    }

    /** What the entries up to here have voided. */
    public Voids voids() {
        return voids.met();
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

    /** The commands that were set aside and with which nobody has dealt yet. */
    public OpenQuarantine quarantine() {
        return quarantine;
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

    /** The count of events, voided ones included. */
    public long revision() {
        return revision;
    }

    /** The count of outcomes, by kind. */
    public Tally tally() {
        return tally;
    }

    /** A history that stands where this one does, and goes its own way from here. */
    public History copy() {
        return new History(persistenceId, windows.copy(), effects.copy(), quarantine.copy(), voids.copy(), standing());
    }

    private Standing standing() {
        return new Standing(sequence, hash, epoch, time, revision, tally);
    }

    void write(Names names, ByteWriter out) {
        standing().write(out);
        voids.write(out, revision);
        quarantine.write(out);
        effects.write(names, out);
        windows.write(names, out);
    }

    static History read(String persistenceId, Duration keep, Names names, ByteReader in) {
        Standing standing = Standing.read(in);
        VoidFold voids = VoidFold.read(in);
        OpenQuarantine quarantine = OpenQuarantine.read(in);
        OpenEffects effects = OpenEffects.read(names, in);
        Windows windows = Windows.read(keep, names, in);
        return new History(persistenceId, windows, effects, quarantine, voids, standing);
    }
}
