package dev.holdfast.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.persistence.entry.Encoded;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Ledger records as stored bytes. Immutable and safe for use by any thread. */
public final class LedgerCodec {

    private static final int VERSION = 1;
    private static final String DETECTED = "detected";
    private static final String RESOLVED = "resolved";
    private static final String ORDERED = "ordered";

    private final ObjectMapper mapper;

    /** A codec on Jackson as the application configured it. */
    public LedgerCodec(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** A record as bytes. */
    public Encoded encode(LedgerRecord record) {
        try {
            return new Encoded(name(record), VERSION, mapper.writeValueAsBytes(record));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("ledger record " + record + " cannot be encoded", e);
        }
    }

    private static String name(LedgerRecord record) {
        if (record instanceof LedgerRecord.Detected) {
            return DETECTED;
        }
        return record instanceof LedgerRecord.Ordered ? ORDERED : RESOLVED;
    }

    /** Bytes as a record. */
    public LedgerRecord decode(Encoded record) {
        try {
            return switch (record.name()) {
                case DETECTED -> mapper.readValue(record.bytes(), LedgerRecord.Detected.class);
                case RESOLVED -> mapper.readValue(record.bytes(), LedgerRecord.Resolved.class);
                case ORDERED -> mapper.readValue(record.bytes(), LedgerRecord.Ordered.class);
                default -> throw new IllegalArgumentException("the ledger holds a record of unknown type " + record);
            };
        } catch (IOException e) {
            throw new UncheckedIOException("ledger record " + record + " cannot be read", e);
        }
    }
}
