package dev.holdfast.config;

import java.nio.file.Path;

/**
 * The fault ledger: the durable record of fault, decision, outcome.
 *
 * @param buffer records that wait in memory for the ledger's journal, 1 to 1048576; default 4096
 * @param emergencyFile where records go that the journal does not take; default {@code holdfast-ledger-emergency.jsonl}
 */
public record LedgerSettings(int buffer, Path emergencyFile) {
    static final Limit<Integer> BUFFER = Limit.between(1, 1 << 20);
    static final Limit<String> EMERGENCY_FILE = Limit.text("holdfast-ledger-emergency.jsonl");

    /** @throws IllegalArgumentException outside the limits */
    public LedgerSettings {
        BUFFER.check("buffer", buffer);
        EMERGENCY_FILE.check("emergency-file", emergencyFile.toString());
    }

    /**
     * The emergency file itself: a relative one lies in the first mirror, or in the working directory when there is none.
     */
    public Path emergencyFileFor(PersistenceSettings persistence) {
        return persistence.firstMirror().orElse(Path.of("")).resolve(emergencyFile);
    }
}
