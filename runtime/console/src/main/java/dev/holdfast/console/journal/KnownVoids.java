package dev.holdfast.console.journal;

import dev.holdfast.persistence.entry.BrokenHistoryException;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.entry.Voids;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Learns from a component's entries what was voided when certain of its revisions were stored, and what is voided at the
 * end; as far as the entries follow each other. For one thread.
 */
final class KnownVoids implements Entries.Reader {

    /** How long outcomes are remembered does not matter to voids. */
    private static final Duration KEEP = Duration.ofDays(1);

    private final ComponentId id;
    private final History history;
    private final List<Long> revisions;
    private final Map<Long, Voids> then = new HashMap<>();
    private Optional<BrokenHistoryException> broken = Optional.empty();

    KnownVoids(ComponentId id, List<Long> revisions) {
        this.id = id;
        history = new History(id.persistenceId(), KEEP);
        this.revisions = revisions;
    }

    @Override
    public void entry(long sequence, StoredEntry stored) {
        if (broken.isPresent()) {
            return;
        }
        Voids before = history.voids();
        try {
            history.accept(sequence, stored);
        } catch (BrokenHistoryException e) {
            broken = Optional.of(e);
            return;
        }
        revisions.stream()
                .filter(revision -> revision <= history.revision())
                .forEach(revision -> then.putIfAbsent(revision, before));
    }

    @Override
    public void unreadable(long sequence, String why) {
        if (broken.isEmpty()) {
            broken = Optional.of(
                    new BrokenHistoryException("the journal of " + id + " breaks at entry " + sequence + ": " + why));
        }
    }

    /** What was voided by the entries before the one that holds a revision; empty when there is none. */
    Optional<Voids> then(long revision) {
        return Optional.ofNullable(then.get(revision));
    }

    /** What is voided by all entries. */
    Voids now() {
        return history.voids();
    }

    /** Up to where the entries could be read. */
    long head() {
        return history.revision();
    }

    /** Why no more of them could be read. */
    Optional<BrokenHistoryException> broken() {
        return broken;
    }
}
