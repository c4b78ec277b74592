package dev.holdfast.testing;

import static dev.holdfast.testing.TestSystem.get;

import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerCodec;
import dev.holdfast.ledger.LedgerRecord;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Entry.FaultRecorded;
import dev.holdfast.persistence.journal.EmbeddedLog;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.jackson.JacksonObjectMapperProvider;

/** What stands in the journal of a system. */
public final class Journal {

    private Journal() {}

    /** All entries of an id. */
    public static List<Entry> entries(TestSystem system, String id) {
        return get(EmbeddedLog.get(Adapter.toClassic(system.system()))
                        .reader()
                        .read(id, 1, Long.MAX_VALUE, 10_000, 1 << 24))
                .stream()
                .map(ReadEntry::entry)
                .map(stored -> stored.entry())
                .toList();
    }

    /** All contents of an id that are of this kind. */
    public static <T extends Content> List<T> contents(TestSystem system, String id, Class<T> kind) {
        return entries(system, id).stream()
                .map(Entry::content)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** All records of the ledger that are of this kind. */
    public static <T extends LedgerRecord> List<T> ledger(TestSystem system, Class<T> kind) {
        LedgerCodec codec = new LedgerCodec(
                JacksonObjectMapperProvider.get(system.system()).getOrCreate("jackson-cbor", Optional.empty()));
        return contents(system, Ledger.persistenceId("default"), FaultRecorded.class).stream()
                .flatMap(recorded -> recorded.records().stream())
                .map(codec::decode)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
