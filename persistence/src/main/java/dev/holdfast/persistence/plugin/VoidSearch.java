package dev.holdfast.persistence.plugin;

import dev.holdfast.persistence.entry.BrokenHistoryException;
import dev.holdfast.persistence.entry.CorruptEntryException;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.entry.Voided;
import dev.holdfast.persistence.journal.JournalReader;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Finds the last void of a journal that has no index of its own. Each incarnation begins with one group: its epoch, then
 * what it voids; and each entry names its epoch. So the search goes from the newest incarnation to the oldest, one read
 * for each, until one is found that voids.
 *
 * <p>Event tags would find it in one query, but plugins answer those late, after the write they should see, and some much
 * later: pekko-persistence-jdbc after up to ten seconds when any write of any actor has failed. What this reads is there
 * as soon as it is written. Each entry that the search goes by must be there and fit the hash chain: a void that cannot be
 * read is never passed over.
 */
final class VoidSearch {

    private static final int AT_ONCE = 16;

    private final JournalReader reader;
    private final Executor executor;
    private final String persistenceId;
    private final CompletableFuture<Long> last = new CompletableFuture<>();

    private VoidSearch(JournalReader reader, Executor executor, String persistenceId) {
        this.reader = reader;
        this.executor = executor;
        this.persistenceId = persistenceId;
    }

    /**
     * The sequence number of the last void, 0 if there is none.
     *
     * @param executor where what was read is looked at, one read after the other
     * @param highest the journal's highest sequence number, 0 if it is empty
     */
    static CompletionStage<Long> last(JournalReader reader, Executor executor, String persistenceId, long highest) {
        VoidSearch search = new VoidSearch(reader, executor, persistenceId);
        if (highest == 0) {
            search.last.complete(0L);
        } else {
            search.read(highest, highest, newest -> search.incarnation(search.epoch(newest.get(0)), highest));
        }
        return search.last;
    }

    /** The incarnation with this epoch, whose last entry is {@code end}. */
    private void incarnation(long epoch, long end) {
        if (epoch < 1 || epoch > end) {
            throw broken(end, "it says that its epoch is " + epoch);
        }
        long before = Math.max(1, epoch - 1);
        read(before, Math.min(end, epoch + 1), entries -> {
            if (!(content(entries.get((int) (epoch - before))) instanceof EpochStarted)) {
                throw broken(epoch, "no epoch starts there, but entry " + end + " names it");
            }
            if (content(entries.get(entries.size() - 1)) instanceof Voided) {
                group(epoch + 1, end);
            } else if (epoch == 1) {
                last.complete(0L);
            } else {
                incarnation(epoch(entries.get(0)), before);
            }
        });
    }

    /** Entry {@code known} voids; more that do may stand behind it. */
    private void group(long known, long end) {
        if (known == end) {
            last.complete(known);
            return;
        }
        long to = Math.min(end, known + AT_ONCE);
        read(known + 1, to, entries -> {
            for (ReadEntry read : entries) {
                if (!(content(read) instanceof Voided)) {
                    last.complete(read.sequence() - 1);
                    return;
                }
            }
            group(to, end);
        });
    }

    /**
     * All of these entries must be there, and be what was written: each is checked against the one before it. What comes
     * then is a task of its own, so that the stack does not grow with the number of reads.
     */
    private void read(long from, long to, Consumer<List<ReadEntry>> then) {
        long first = Math.max(1, from - 1);
        int count = (int) (to - first + 1);
        reader.read(persistenceId, first, to, count, Integer.MAX_VALUE)
                .thenAcceptAsync(
                        entries -> then.accept(sound(entries, first, count).subList((int) (from - first), count)),
                        executor)
                .whenComplete((done, error) -> {
                    if (error != null) {
                        last.completeExceptionally(error);
                    }
                });
    }

    private List<ReadEntry> sound(List<ReadEntry> entries, long first, int count) {
        for (int i = 0; i < count; i++) {
            if (i >= entries.size() || entries.get(i).sequence() != first + i) {
                throw broken(first + i, "it is missing");
            }
        }
        if (first == 1) {
            requireFollows(HistoryHash.NONE, entries.get(0));
        }
        for (int i = 1; i < count; i++) {
            requireFollows(hash(entries.get(i - 1)), entries.get(i));
        }
        return entries;
    }

    private void requireFollows(HistoryHash before, ReadEntry read) {
        if (!ask(read, entry -> entry.follows(before, read.sequence()))) {
            throw broken(read.sequence(), "its hash does not follow from the entry before it");
        }
    }

    private HistoryHash hash(ReadEntry read) {
        return ask(read, StoredEntry::hash);
    }

    private long epoch(ReadEntry read) {
        return ask(read, StoredEntry::entry).epoch();
    }

    private Entry.Content content(ReadEntry read) {
        return ask(read, StoredEntry::entry).content();
    }

    private <T> T ask(ReadEntry read, Function<StoredEntry, T> question) {
        try {
            return question.apply(read.entry());
        } catch (CorruptEntryException e) {
            throw broken(read.sequence(), String.valueOf(e.getMessage()));
        }
    }

    private BrokenHistoryException broken(long sequence, String how) {
        return new BrokenHistoryException("the journal of " + persistenceId + " breaks at entry " + sequence + ": "
                + how + "; nothing is served from it");
    }
}
