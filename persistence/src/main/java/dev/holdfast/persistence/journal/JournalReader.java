package dev.holdfast.persistence.journal;

import dev.holdfast.persistence.entry.StoredEntry;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Reads a journal of entries by pulling, so that memory is bounded by one batch however long the journal is (K8).
 * Pekko's own replay pushes everything into the mailbox. Safe for use by any thread.
 */
public interface JournalReader {

    /**
     * An entry and where it stands.
     *
     * @param sequence its sequence number
     * @param entry the entry
     */
    record ReadEntry(long sequence, StoredEntry entry) {}

    /**
     * The next entries of a journal, ascending; at least one if there is any in the range. Only durable entries are
     * read. The stage fails when they cannot be read, with {@code CorruptLogException} when they are damaged.
     *
     * @param persistenceId whose journal
     * @param from the lowest sequence number
     * @param to the highest sequence number
     * @param maxEntries how many at most
     * @param maxBytes where to stop, in bytes of entries
     */
    CompletionStage<List<ReadEntry>> read(String persistenceId, long from, long to, int maxEntries, int maxBytes);

    /**
     * The sequence number of a journal's last entry that voids others, 0 if none does: where its chain of voids begins,
     * which a fold reads first (K9).
     *
     * @param persistenceId whose journal
     * @param highest the journal's highest sequence number, 0 if it is empty
     */
    CompletionStage<Long> lastVoid(String persistenceId, long highest);

    /** Whether writes wait for space on the disk: then one that takes long has not failed. */
    boolean writesWait();

    /** The journals whose last entry that opens effects has no entry above it that leaves none open. */
    CompletionStage<List<String>> withOpenEffects();
}
