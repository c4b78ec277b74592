package dev.holdfast.kernel;

import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.log.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Entries that follow a history one after the other, to be written as one atomic group. For one thread. */
final class EntryGroup {

    private final long first;
    private final long revision;
    private final Instant time;
    private final List<Write> writes = new ArrayList<>(2);
    private HistoryHash before;

    /** An entry in both forms. */
    record Write(StoredEntry stored, Entry entry) {}

    /** An empty group behind a history that nothing is being written to. */
    EntryGroup(History history, Instant time) {
        this.first = history.sequence() + 1;
        this.revision = history.revision();
        this.time = time;
        this.before = history.hash();
    }

    /** The number that the first entry has. */
    long first() {
        return first;
    }

    /** The revision before the first entry. */
    long revision() {
        return revision;
    }

    /** The number that the next entry will have. */
    long next() {
        return first + writes.size();
    }

    void add(long epoch, Content content, Set<Tag> tags) {
        Entry entry = new Entry(epoch, time, content);
        StoredEntry stored = StoredEntry.encode(before, next(), entry, tags);
        before = stored.hash();
        writes.add(new Write(stored, entry));
    }

    boolean isEmpty() {
        return writes.isEmpty();
    }

    List<StoredEntry> stored() {
        return writes.stream().map(Write::stored).toList();
    }

    List<Write> writes() {
        return writes;
    }

    /** They are durable: the history takes them. */
    void acceptedBy(History history) {
        for (Write write : writes) {
            history.accept(history.sequence() + 1, write.stored(), write.entry());
        }
    }
}
