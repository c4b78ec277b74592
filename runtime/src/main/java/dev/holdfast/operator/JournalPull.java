package dev.holdfast.operator;

import dev.holdfast.persistence.journal.JournalReader;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.pekko.Done;

/** Reads a journal from some entry to its end, batch by batch: memory is bounded by one batch, the stack by none (K8). */
final class JournalPull {

    private static final int MAX_ENTRIES = 512;
    private static final int MAX_BYTES = 1 << 20;

    private final JournalReader reader;
    private final Executor executor;
    private final String persistenceId;
    private final Consumer<ReadEntry> visitor;
    private final CompletableFuture<Done> done = new CompletableFuture<>();
    private long next;

    private JournalPull(
            JournalReader reader, Executor executor, String persistenceId, long from, Consumer<ReadEntry> visitor) {
        this.reader = reader;
        this.executor = executor;
        this.persistenceId = persistenceId;
        this.next = from;
        this.visitor = visitor;
    }

    /**
     * Reads.
     *
     * @param executor where entries are visited, one after the other
     * @param from the first entry wanted
     * @return completes when the visitor has seen all there are; fails when they cannot be read, or as the visitor fails
     */
    static CompletionStage<Done> run(
            JournalReader reader, Executor executor, String persistenceId, long from, Consumer<ReadEntry> visitor) {
        JournalPull pull = new JournalPull(reader, executor, persistenceId, from, visitor);
        pull.read();
        return pull.done;
    }

    private void read() {
        reader.read(persistenceId, next, Long.MAX_VALUE, MAX_ENTRIES, MAX_BYTES)
                .thenAcceptAsync(this::take, executor)
                .whenComplete((taken, error) -> {
                    if (error != null) {
                        done.completeExceptionally(error);
                    }
                });
    }

    private void take(List<ReadEntry> batch) {
        if (batch.isEmpty()) {
            done.complete(Done.getInstance());
            return;
        }
        batch.forEach(visitor);
        next = batch.get(batch.size() - 1).sequence() + 1;
        read();
    }
}
