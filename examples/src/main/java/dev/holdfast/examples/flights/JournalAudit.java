package dev.holdfast.examples.flights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.host.Host;
import dev.holdfast.ledger.LedgerCodec;
import dev.holdfast.persistence.entry.BrokenHistoryException;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.FaultRecorded;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.journal.JournalReader;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import dev.holdfast.persistence.journal.LogReader;
import dev.holdfast.persistence.log.LogException;
import dev.holdfast.persistence.log.LogOptions;
import dev.holdfast.persistence.log.SegmentedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Reads the whole log of a run, after every other process has ended: all journals of components, whose hash chains and
 * epochs it checks on the way, and the fault ledger. A batch at a time is in memory.
 *
 * @param audit what became of the rows
 * @param faults what the ledger says
 */
record JournalAudit(Audit audit, FaultSummary faults) {

    private static final String LEDGER = "holdfast-ledger|";
    private static final int ENTRIES = 512;
    private static final int BYTES = 1 << 20;
    private static final Duration KEEP = Duration.ofMinutes(10);

    /**
     * Reads a log.
     *
     * @param directory where it is
     * @param rows how many rows were to be fed
     */
    static JournalAudit of(Path directory, long rows) throws IOException, RunFailedException {
        JournalAudit result = new JournalAudit(new Audit(rows), new FaultSummary());
        try (SegmentedLog log = SegmentedLog.open(directory, LogOptions.defaults(), Disk.system(), Host.system())) {
            JournalReader reader = new LogReader(log);
            for (String id : Wait.patiently(log.ids())) {
                if (id.startsWith(LEDGER)) {
                    result.readLedger(reader, id);
                } else {
                    result.readComponent(reader, id);
                }
            }
        } catch (LogException | BrokenHistoryException e) {
            throw new RunFailedException("the journal cannot be audited: " + e.getMessage(), e);
        }
        return result;
    }

    private void readComponent(JournalReader reader, String id) throws IOException {
        History history = new History(id, KEEP);
        read(reader, id, read -> audit.take(history.accept(read.sequence(), read.entry())));
    }

    private void readLedger(JournalReader reader, String id) throws IOException {
        LedgerCodec codec = new LedgerCodec(new ObjectMapper(new CBORFactory()).registerModule(new JavaTimeModule()));
        read(reader, id, read -> {
            Entry entry = read.entry().entry();
            if (entry.content() instanceof FaultRecorded recorded) {
                for (Encoded record : recorded.records()) {
                    faults.take(codec.decode(record));
                }
            }
        });
    }

    @FunctionalInterface
    private interface Taker {
        void take(ReadEntry entry) throws IOException;
    }

    private static void read(JournalReader reader, String id, Taker taker) throws IOException {
        long next = 1;
        List<ReadEntry> batch = Wait.patiently(reader.read(id, next, Long.MAX_VALUE, ENTRIES, BYTES));
        while (!batch.isEmpty()) {
            for (ReadEntry entry : batch) {
                taker.take(entry);
                next = entry.sequence() + 1;
            }
            batch = Wait.patiently(reader.read(id, next, Long.MAX_VALUE, ENTRIES, BYTES));
        }
    }
}
