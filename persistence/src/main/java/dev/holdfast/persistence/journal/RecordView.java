package dev.holdfast.persistence.journal;

import dev.holdfast.persistence.entry.Serialized;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.log.StoredRecord;
import java.time.Instant;

/** What the journal plugin stored as one record of the log, read without an actor system: for tools. */
public sealed interface RecordView {

    /** When it was handed to the journal, in whole milliseconds. */
    Instant stored();

    /** The incarnation of the persistent actor that wrote it. */
    String writer();

    /**
     * An entry of a component or of the fault ledger.
     *
     * @param entry the entry, not decoded
     */
    record HoldfastEntry(Instant stored, String writer, StoredEntry entry) implements RecordView {}

    /**
     * An event of another persistent actor. Only its serializer can read it.
     *
     * @param serializer the id of the Pekko serializer that wrote it
     * @param manifest what that serializer says of the event's type
     * @param bytes the size of the serialized event
     */
    record ForeignEvent(Instant stored, String writer, int serializer, String manifest, int bytes)
            implements RecordView {}

    /**
     * Reads a record.
     *
     * @throws UnreadableRecordException when it is none that the journal plugin stored
     */
    static RecordView of(StoredRecord record) {
        Envelope envelope = Envelope.of(record);
        Serialized payload = envelope.payload();
        Instant stored = Instant.ofEpochMilli(envelope.timestamp());
        return payload.serializer() == EntrySerializer.ID
                ? new HoldfastEntry(stored, envelope.writer(), StoredEntry.of(payload.bytes()))
                : new ForeignEvent(
                        stored, envelope.writer(), payload.serializer(), payload.manifest(), payload.bytes().length);
    }
}
