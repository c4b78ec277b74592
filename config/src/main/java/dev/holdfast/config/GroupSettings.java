package dev.holdfast.config;

import java.util.Optional;

/**
 * Group commit: how much the log writes as one frame, with one sync to disk.
 *
 * @param maxRecords 1 to 65536; default 2048
 * @param maxBytes 4 KiB to 256 MiB and at most a quarter of a segment; default 4 MiB
 */
public record GroupSettings(int maxRecords, int maxBytes) {
    static final Limit<Integer> MAX_RECORDS = Limit.between(1, 65536);
    static final Limit<Integer> MAX_BYTES = Limit.bytes(4 * Limit.KIB, 256 * Limit.MIB);

    /** @throws IllegalArgumentException outside the limits */
    public GroupSettings {
        MAX_RECORDS.check("max-records", maxRecords);
        MAX_BYTES.check("max-bytes", maxBytes);
    }

    static Optional<GroupSettings> from(Section section) {
        int maxRecords = section.get("max-records", MAX_RECORDS);
        int maxBytes = section.get("max-bytes", MAX_BYTES);
        return section.build(() -> new GroupSettings(maxRecords, maxBytes));
    }

    void print(Printer out) {
        out.put("max-records", MAX_RECORDS, maxRecords);
        out.put("max-bytes", MAX_BYTES, maxBytes);
    }
}
