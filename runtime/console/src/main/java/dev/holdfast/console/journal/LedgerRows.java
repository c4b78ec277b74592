package dev.holdfast.console.journal;

import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.ledger.LedgerCodec;
import dev.holdfast.ledger.LedgerRecord;
import dev.holdfast.ledger.LedgerRecord.Detected;
import dev.holdfast.ledger.LedgerRecord.Ordered;
import dev.holdfast.ledger.LedgerRecord.Resolved;
import dev.holdfast.persistence.entry.Encoded;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The records of the fault ledger as names and values. */
final class LedgerRows {

    private final LedgerCodec codec =
            new LedgerCodec(CBORMapper.builder().addModule(new JavaTimeModule()).build());

    /** What a record says; of one that this release cannot read only name and size. */
    Map<String, Object> row(Encoded stored) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("record", stored.name());
        try {
            add(row, codec.decode(stored));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            row.put("unreadable", RecordRows.encoded(stored));
        }
        return row;
    }

    private static void add(Map<String, Object> row, LedgerRecord record) {
        row.put("fault", record.fault());
        row.put("time", record.time().toString());
        if (record instanceof Detected detected) {
            row.put("component", detected.component());
            row.put("revision", detected.revision());
            row.put("command", detected.command());
            row.put("kind", detected.kind());
            row.put("cause", detected.cause());
            row.put("evidence", detected.evidence());
            row.put("decision", detected.decision());
        } else if (record instanceof Resolved resolved) {
            row.put("outcome", resolved.outcome());
        } else if (record instanceof Ordered ordered) {
            row.put("component", ordered.component());
            row.put("order", ordered.order());
            row.put("by", ordered.by());
            row.put("why", ordered.why());
        }
    }
}
