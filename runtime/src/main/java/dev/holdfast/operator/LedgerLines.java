package dev.holdfast.operator;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerCodec;
import dev.holdfast.ledger.LedgerRecord;
import dev.holdfast.ledger.LedgerRecord.Ordered;
import dev.holdfast.ledger.LedgerRecord.Resolved;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.FaultRecorded;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.journal.EntryWriter;
import dev.holdfast.persistence.journal.JournalReader;
import dev.holdfast.persistence.log.AppendResult;
import dev.holdfast.persistence.log.SegmentedLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.Done;

/** The ledger of a stopped system: what is ordered must be on record before it is begun. Safe for use by any thread. */
final class LedgerLines {

    /** In this release there is one segment. */
    private static final String SEGMENT = "default";

    private final SegmentedLog log;
    private final JournalReader reader;
    private final EntryWriter writer;
    private final Supplier<String> names;
    private CompletionStage<Done> last = CompletableFuture.completedStage(Done.getInstance());
    private final LedgerCodec codec = new LedgerCodec(CBORMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build());

    /** @param names of writers, which nobody had before */
    LedgerLines(SegmentedLog log, JournalReader reader, EntryWriter writer, Supplier<String> names) {
        this.log = log;
        this.reader = reader;
        this.writer = writer;
        this.names = names;
    }

    CompletionStage<Done> ordered(String order, Instant time, ComponentId component, String what, Mandate mandate) {
        return write(
                new Ordered(order, time, SEGMENT, component.persistenceId(), what, mandate.by(), mandate.why()), time);
    }

    CompletionStage<Done> resolved(String order, Instant time, Optional<Throwable> error) {
        return write(new Resolved(order, time, error.map(LedgerLines::failed).orElse("done")), time);
    }

    private static String failed(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return (cause instanceof OrderRefused ? "refused: " : "failed: ") + cause.getMessage();
    }

    /** One after the other: each goes on from where the one before it ended. */
    private synchronized CompletionStage<Done> write(LedgerRecord record, Instant time) {
        CompletionStage<Done> next = last.thenCompose(done -> append(record, time));
        last = next.exceptionally(failed -> Done.getInstance());
        return next;
    }

    private CompletionStage<Done> append(LedgerRecord record, Instant time) {
        String id = Ledger.persistenceId(SEGMENT);
        return log.highestSequence(id)
                .thenCompose(highest -> hash(id, highest).thenCompose(before -> {
                    Entry entry = new Entry(0, time, new FaultRecorded(List.of(codec.encode(record))));
                    StoredEntry stored = StoredEntry.encode(before, highest + 1, entry, Set.of());
                    return writer.write(id, names.get(), highest + 1, List.of(stored));
                }))
                .thenApply(LedgerLines::stored);
    }

    private CompletionStage<HistoryHash> hash(String id, long last) {
        return last == 0
                ? CompletableFuture.completedStage(HistoryHash.NONE)
                : reader.read(id, last, last, 1, 1)
                        .thenApply(entries -> entries.isEmpty()
                                ? HistoryHash.NONE
                                : entries.get(0).entry().hash());
    }

    private static Done stored(AppendResult result) {
        if (result instanceof AppendResult.Refused refused) {
            throw new OrderRefused(
                    "the ledger belongs to another writer (" + refused.reason() + "); nothing was changed");
        }
        return Done.getInstance();
    }
}
