package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.Outcome.Completed;
import dev.holdfast.persistence.entry.Outcome.Quarantined;
import dev.holdfast.persistence.entry.Outcome.Result;
import dev.holdfast.persistence.entry.RandomHistory.Written;
import dev.holdfast.persistence.entry.Voided.Revoked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A journal written entry by entry, each following the one before; what the entries say may be wrong. Begins with epoch 1. */
final class TestJournal {

    static final String ID = "account|1";
    static final Duration KEEP = Duration.ofMinutes(1);
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    static final Encoded EVENT = new Encoded("event", 1, new byte[] {7});
    static final Encoded REPLY = new Encoded("reply", 1, new byte[] {8});

    private final List<Written> entries = new ArrayList<>();
    private HistoryHash hash = HistoryHash.NONE;
    private long epoch;

    TestJournal() {
        add(new EpochStarted());
    }

    TestJournal add(Content... contents) {
        for (Content content : contents) {
            long sequence = entries.size() + 1L;
            epoch = content instanceof EpochStarted ? sequence : epoch;
            Entry entry = new Entry(epoch, NOON.plusMillis(sequence), content);
            StoredEntry stored = StoredEntry.encode(hash, sequence, entry, Set.of());
            hash = stored.hash();
            entries.add(new Written(sequence, stored, entry));
        }
        return this;
    }

    List<Written> entries() {
        return entries;
    }

    StoredEntry stored(long sequence) {
        return entries.get((int) sequence - 1).stored();
    }

    /** Folded from the first entry by a history that was told nothing. */
    History fold() {
        return foldOn(new History(ID, KEEP));
    }

    /** Folded from the first entry by a history that was told this. */
    History fold(Voids expected) {
        History history = new History(ID, KEEP);
        history.expect(expected);
        return foldOn(history);
    }

    /** Folds what a history has not folded yet. */
    History foldOn(History history) {
        for (Written written : entries.subList((int) history.sequence(), entries.size())) {
            history.accept(written.sequence(), written.stored());
        }
        return history;
    }

    static Committed commit(long number, int events) {
        return new Committed(List.of(outcome(number, completed(events))));
    }

    static Outcome outcome(long number, Result result) {
        return new Outcome("client", number, 1, NOON.plusSeconds(9), 100 + number, NOON, 0, result);
    }

    static Completed completed(int events, Effect... effects) {
        return new Completed(Stream.generate(() -> EVENT).limit(events).toList(), REPLY, List.of(effects));
    }

    static Committed quarantine(long number) {
        return new Committed(List.of(outcome(number, new Quarantined("f-1", "it threw", EVENT))));
    }

    static Corrected correction(int events) {
        return new Corrected("f-2", completed(events).events(), Optional.empty());
    }

    static Voided voided(long previous, List<Range> ranges, Revoked... replies) {
        return new Voided(ranges, List.of(replies), "a mistake", "ann", Optional.empty(), previous);
    }

    static Revoked revoked(long number, long first, long last) {
        return new Revoked("client", number, new Range(first, last), REPLY);
    }
}
