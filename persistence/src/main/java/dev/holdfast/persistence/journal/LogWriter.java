package dev.holdfast.persistence.journal;

import dev.holdfast.host.Clock;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.log.Append;
import dev.holdfast.persistence.log.AppendResult;
import dev.holdfast.persistence.log.NewRecord;
import dev.holdfast.persistence.log.SegmentedLog;
import dev.holdfast.persistence.log.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Stores entries in a log, as the journal plugin would, with or without an actor system. Safe for use by any thread. */
public final class LogWriter implements EntryWriter {

    private final SegmentedLog log;
    private final Clock clock;

    /** A writer to an open log; closing the log is its owner's business. */
    public LogWriter(SegmentedLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    @Override
    public CompletionStage<AppendResult> write(
            String persistenceId, String writer, long first, List<StoredEntry> entries) {
        List<NewRecord> records = new ArrayList<>(entries.size());
        long sequence = first;
        for (StoredEntry entry : entries) {
            Envelope envelope = Envelope.of(clock.now().toEpochMilli(), writer, entry);
            records.add(new NewRecord(sequence++, Tag.bits(entry.tags()), envelope.toBytes()));
        }
        return log.append(new Append(persistenceId, writer, records));
    }
}
