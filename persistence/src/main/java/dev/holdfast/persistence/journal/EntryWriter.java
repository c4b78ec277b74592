package dev.holdfast.persistence.journal;

import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.log.AppendResult;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Stores entries, without the way through Pekko's journal actor: two threads fewer are woken for each write, and no
 * circuit breaker that other actors share stands in between. Safe for use by any thread.
 */
public interface EntryWriter {

    /**
     * Stores entries of one journal, all or none.
     *
     * @param persistenceId whose journal
     * @param writer the writer's name; one that was refused stays refused
     * @param first the sequence number of the first entry
     * @param entries what to store, under consecutive numbers
     * @return completes once they are durable, or with {@link AppendResult.Refused} when a newer writer has written (K3);
     *     fails with {@link IllegalArgumentException} when they are too large, and nothing is stored then; any other
     *     failure leaves unknown whether they are stored. Completed on threads of the log, which must not be blocked
     */
    CompletionStage<AppendResult> write(String persistenceId, String writer, long first, List<StoredEntry> entries);
}
