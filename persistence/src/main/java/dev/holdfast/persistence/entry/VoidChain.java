package dev.holdfast.persistence.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Learns all that is voided of a component before anything of it is folded (K9), from the last {@link Voided} entry
 * backwards. Ask for {@link #next}, read that entry, {@link #take} it, until there is no next. A misfit is a
 * {@link BrokenHistoryException}. Hashes are not checked here: the fold meets these entries again. For one thread.
 */
public final class VoidChain {

    private final String persistenceId;
    private final long last;
    private long next;
    private final List<Range> found = new ArrayList<>();
    private Voids voids = Voids.NONE;

    /**
     * The chain of a journal.
     *
     * @param persistenceId whose journal
     * @param last the sequence number of its last entry that voids; 0 when there is none
     */
    public VoidChain(String persistenceId, long last) {
        this.persistenceId = persistenceId;
        this.last = last;
        next = last;
    }

    /** The entry to read next; empty when the chain is read to its end. */
    public Optional<Long> next() {
        return next == 0 ? Optional.empty() : Optional.of(next);
    }

    /** Takes the next entry. */
    public void take(long sequence, StoredEntry stored) {
        if (sequence != next || next == 0) {
            throw broken("entry " + next + " is missing");
        }
        try {
            if (!(stored.entry().content() instanceof Voided voided)) {
                throw broken("it voids nothing, but the chain of voids names it");
            }
            if (voided.previous() >= sequence) {
                throw broken("it says that the void before it is entry " + voided.previous());
            }
            found.addAll(voided.ranges());
            if (voided.previous() == 0) {
                voids = new Voids(found, last);
            }
            next = voided.previous();
        } catch (CorruptEntryException | IllegalArgumentException e) {
            throw broken(String.valueOf(e.getMessage()));
        }
    }

    /**
     * All that is voided.
     *
     * @throws IllegalStateException when the chain is not read to its end
     */
    public Voids voids() {
        if (next != 0) {
            throw new IllegalStateException("the voids of " + persistenceId + " are not all known: entry " + next
                    + " of the chain from entry " + last + " is not read yet");
        }
        return voids;
    }

    private BrokenHistoryException broken(String how) {
        return new BrokenHistoryException("the journal of " + persistenceId + " breaks at entry " + next + ": " + how
                + "; nothing is served from it");
    }
}
