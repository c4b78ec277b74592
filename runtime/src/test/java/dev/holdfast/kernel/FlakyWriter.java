package dev.holdfast.kernel;

import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.journal.EntryWriter;
import dev.holdfast.persistence.log.AppendResult;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes, but the next few writes fail if a test says so: some are not carried out, of others the answer is lost. */
final class FlakyWriter implements EntryWriter {

    private final EntryWriter writer;
    private final AtomicInteger failing = new AtomicInteger();

    FlakyWriter(EntryWriter writer) {
        this.writer = writer;
    }

    /** So many writes fail from now on. */
    void fail(int writes) {
        failing.set(writes);
    }

    @Override
    public CompletionStage<AppendResult> write(
            String persistenceId, String name, long first, List<StoredEntry> entries) {
        int left = failing.getAndUpdate(before -> Math.max(0, before - 1));
        if (left == 0) {
            return writer.write(persistenceId, name, first, entries);
        }
        CompletableFuture<AppendResult> failed = CompletableFuture.failedFuture(new IOException("write " + left));
        return left % 2 == 0
                ? failed
                : writer.write(persistenceId, name, first, entries).thenCompose(stored -> failed);
    }
}
