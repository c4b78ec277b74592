package dev.holdfast.testing;

import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerCodec;
import dev.holdfast.ledger.LedgerRecord;
import dev.holdfast.ledger.LedgerRecord.Detected;
import dev.holdfast.ledger.LedgerRecord.Resolved;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Entry.FaultRecorded;
import dev.holdfast.persistence.journal.EmbeddedLog;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.jackson.JacksonObjectMapperProvider;

/** What a system that is closed has left in its directory. */
public final class Stored {

    private Stored() {}

    /** The records of the fault ledger. */
    public static List<LedgerRecord> ledger(Path directory) {
        try (TestSystem system = TestSystem.on(directory)) {
            LedgerCodec codec = new LedgerCodec(
                    JacksonObjectMapperProvider.get(system.system()).getOrCreate("jackson-cbor", Optional.empty()));
            List<LedgerRecord> records = new ArrayList<>();
            read(system, Ledger.persistenceId("default"))
                    .forEach(read -> ((FaultRecorded) read.entry().entry().content())
                            .records()
                            .forEach(record -> records.add(codec.decode(record))));
            return records;
        }
    }

    /** The faults detected, in order. */
    public static List<Detected> faults(Path directory) {
        return ledger(directory).stream()
                .filter(Detected.class::isInstance)
                .map(Detected.class::cast)
                .toList();
    }

    /** What was decided about each fault, in order, as {@code "kind: decision"}. */
    public static List<String> decisions(Path directory) {
        return faults(directory).stream()
                .map(fault -> fault.kind() + ": " + fault.decision())
                .toList();
    }

    /** What came of each fault that something was decided about, in order. */
    public static List<String> outcomes(Path directory) {
        List<LedgerRecord> records = ledger(directory);
        return records.stream()
                .filter(record ->
                        record instanceof Detected fault && !fault.decision().equals("go-on"))
                .map(record -> outcome(records, ((Detected) record).fault()))
                .toList();
    }

    private static String outcome(List<LedgerRecord> records, String fault) {
        List<String> outcomes = records.stream()
                .filter(record ->
                        record instanceof Resolved resolved && resolved.fault().equals(fault))
                .map(record -> ((Resolved) record).outcome())
                .toList();
        return String.join(" and ", outcomes);
    }

    /** What the entries of a journal say. */
    public static List<Content> entries(Path directory, String persistenceId) {
        try (TestSystem system = TestSystem.on(directory)) {
            return read(system, persistenceId).stream()
                    .map(read -> read.entry().entry().content())
                    .toList();
        }
    }

    /** The entries of a journal of a system that runs. */
    public static List<ReadEntry> read(TestSystem system, String persistenceId) {
        return TestSystem.get(EmbeddedLog.get(Adapter.toClassic(system.system()))
                .reader()
                .read(persistenceId, 1, Long.MAX_VALUE, 100_000, 1 << 24));
    }
}
