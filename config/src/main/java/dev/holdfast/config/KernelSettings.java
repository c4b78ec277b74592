package dev.holdfast.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How kernels write and read their components' journals.
 *
 * @param batch what one entry holds at most
 * @param readBatch what one read of a recovery asks for at most
 * @param readTimeout for one such read, positive; default 10 s
 * @param writeTimeout for one write, positive; default 30 s; waiting for space does not count
 * @param maxConcurrentRecoveries components that recover at the same time, 1 to 1024; default 16
 */
public record KernelSettings(
        Batch batch, ReadBatch readBatch, Duration readTimeout, Duration writeTimeout, int maxConcurrentRecoveries) {
    static final Limit<Duration> READ_TIMEOUT = Limit.duration("10s");
    static final Limit<Duration> WRITE_TIMEOUT = Limit.duration("30s");
    static final Limit<Integer> MAX_CONCURRENT_RECOVERIES = Limit.between(1, 1024);

    /** @throws IllegalArgumentException outside the limits */
    public KernelSettings {
        READ_TIMEOUT.check("read-timeout", readTimeout);
        WRITE_TIMEOUT.check("write-timeout", writeTimeout);
        MAX_CONCURRENT_RECOVERIES.check("max-concurrent-recoveries", maxConcurrentRecoveries);
    }

    static Optional<KernelSettings> from(Section section) {
        Optional<Batch> batch = Batch.from(section.section("batch"));
        Optional<ReadBatch> readBatch = ReadBatch.from(section.section("read-batch"));
        Duration readTimeout = section.get("read-timeout", READ_TIMEOUT);
        Duration writeTimeout = section.get("write-timeout", WRITE_TIMEOUT);
        int recoveries = section.get("max-concurrent-recoveries", MAX_CONCURRENT_RECOVERIES);
        return section.build(() -> new KernelSettings(
                batch.orElseThrow(), readBatch.orElseThrow(), readTimeout, writeTimeout, recoveries));
    }

    void print(Printer out) {
        out.section("batch", batch::print);
        out.section("read-batch", readBatch::print);
        out.put("read-timeout", READ_TIMEOUT, readTimeout);
        out.put("write-timeout", WRITE_TIMEOUT, writeTimeout);
        out.put("max-concurrent-recoveries", MAX_CONCURRENT_RECOVERIES, maxConcurrentRecoveries);
    }

    /**
     * The outcomes that one entry holds.
     *
     * @param maxCommands 1 to 16384; default 512
     * @param maxBytes 1 KiB to 256 MiB; default 1 MiB
     */
    public record Batch(int maxCommands, int maxBytes) {
        static final Limit<Integer> MAX_COMMANDS = Limit.between(1, 16384);
        static final Limit<Integer> MAX_BYTES = Limit.bytes(Limit.KIB, 256 * Limit.MIB);

        /** @throws IllegalArgumentException outside the limits */
        public Batch {
            MAX_COMMANDS.check("max-commands", maxCommands);
            MAX_BYTES.check("max-bytes", maxBytes);
        }

        static Optional<Batch> from(Section section) {
            int maxCommands = section.get("max-commands", MAX_COMMANDS);
            int maxBytes = section.get("max-bytes", MAX_BYTES);
            return section.build(() -> new Batch(maxCommands, maxBytes));
        }

        void print(Printer out) {
            out.put("max-commands", MAX_COMMANDS, maxCommands);
            out.put("max-bytes", MAX_BYTES, maxBytes);
        }
    }

    /**
     * The entries that one read returns.
     *
     * @param maxEntries 1 to 65536; default 512
     * @param maxBytes 1 KiB to 256 MiB; default 1 MiB
     */
    public record ReadBatch(int maxEntries, int maxBytes) {
        static final Limit<Integer> MAX_ENTRIES = Limit.between(1, 65536);
        static final Limit<Integer> MAX_BYTES = Limit.bytes(Limit.KIB, 256 * Limit.MIB);

        /** @throws IllegalArgumentException outside the limits */
        public ReadBatch {
            MAX_ENTRIES.check("max-entries", maxEntries);
            MAX_BYTES.check("max-bytes", maxBytes);
        }

        static Optional<ReadBatch> from(Section section) {
            int maxEntries = section.get("max-entries", MAX_ENTRIES);
            int maxBytes = section.get("max-bytes", MAX_BYTES);
            return section.build(() -> new ReadBatch(maxEntries, maxBytes));
        }

        void print(Printer out) {
            out.put("max-entries", MAX_ENTRIES, maxEntries);
            out.put("max-bytes", MAX_BYTES, maxBytes);
        }
    }
}
