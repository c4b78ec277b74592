package dev.holdfast.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The fault ledger: the durable record of fault, decision, outcome.
 *
 * @param buffer records that wait in memory for the ledger's journal, 1 to 1048576; default 4096
 * @param emergencyFile where records go that the journal does not take; default {@code holdfast-ledger-emergency.jsonl}
 */
public record LedgerSettings(int buffer, Path emergencyFile) {
    static final Limit<Integer> BUFFER = Limit.between(1, 1 << 20);
    private static final Pattern LOG_FILE = Pattern.compile("holdfast\\..*|.*\\.(segment|index)");
    static final Limit<Path> EMERGENCY_FILE = Limit.path("holdfast-ledger-emergency.jsonl");

    /** @throws IllegalArgumentException outside the limits */
    public LedgerSettings {
        BUFFER.check("buffer", buffer);
        EMERGENCY_FILE.check("emergency-file", emergencyFile);
    }

    /**
     * The emergency file itself: a relative one lies in the first mirror, or in the working directory when there is none.
     */
    public Path emergencyFileFor(PersistenceSettings persistence) {
        return persistence.firstMirror().orElse(Path.of("")).resolve(emergencyFile);
    }

    /** Written to by the ledger, a file of the log would be destroyed. */
    static boolean isNoFileOfTheLog(Path emergencyFile, List<Path> mirrors) {
        return mirrors.stream().noneMatch(mirror -> {
            Path directory = mirror.toAbsolutePath().normalize();
            Path file = directory.resolve(emergencyFile).normalize();
            return directory.startsWith(file)
                    || (directory.equals(file.getParent())
                            && LOG_FILE.matcher(String.valueOf(file.getFileName()))
                                    .matches());
        });
    }

    static Optional<LedgerSettings> from(Section section) {
        int buffer = section.get("buffer", BUFFER);
        Path emergencyFile = section.get("emergency-file", EMERGENCY_FILE);
        return section.build(() -> new LedgerSettings(buffer, emergencyFile));
    }

    void print(Printer out) {
        out.put("buffer", BUFFER, buffer);
        out.put("emergency-file", EMERGENCY_FILE, emergencyFile);
    }
}
