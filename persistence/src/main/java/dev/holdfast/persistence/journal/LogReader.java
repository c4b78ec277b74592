package dev.holdfast.persistence.journal;

import dev.holdfast.persistence.entry.Serialized;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.log.SegmentedLog;
import dev.holdfast.persistence.log.SpaceShortage;
import dev.holdfast.persistence.log.StoredRecord;
import dev.holdfast.persistence.log.Tag;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Reads entries from a log, with or without an actor system. Safe for use by any thread. */
public final class LogReader implements JournalReader {

    private final SegmentedLog log;

    /** A reader of an open log; closing the log is its owner's business. */
    public LogReader(SegmentedLog log) {
        this.log = log;
    }

    @Override
    public CompletionStage<List<ReadEntry>> read(
            String persistenceId, long from, long to, int maxEntries, int maxBytes) {
        return log.read(persistenceId, from, to, maxEntries, maxBytes)
                .thenApply(records -> records.stream().map(LogReader::entry).toList());
    }

    @Override
    public CompletionStage<Long> lastVoid(String persistenceId, long highest) {
        return log.lastTagged(persistenceId, Tag.VOIDS);
    }

    @Override
    public CompletionStage<List<String>> withOpenEffects() {
        return log.openIds();
    }

    @Override
    public boolean writesWait() {
        return log.spaceShortage().map(SpaceShortage::writesWait).orElse(false);
    }

    private static ReadEntry entry(StoredRecord record) {
        Serialized payload = Envelope.of(record).payload();
        if (payload.serializer() != EntrySerializer.ID) {
            throw new UnreadableRecordException("record " + record.sequence() + " of " + record.id()
                    + " is no Holdfast entry (serializer " + payload.serializer()
                    + "): was its persistence id used by another persistent actor?");
        }
        return new ReadEntry(record.sequence(), StoredEntry.of(payload.bytes()));
    }
}
