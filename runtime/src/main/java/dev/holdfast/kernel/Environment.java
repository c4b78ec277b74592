package dev.holdfast.kernel;

import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.config.FaultKind;
import dev.holdfast.config.RuntimeSettings;
import dev.holdfast.config.SegmentSettings;
import dev.holdfast.faults.FaultInjector;
import dev.holdfast.host.Host;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerRecord.Detected;
import dev.holdfast.persistence.checkpoint.Checkpoints;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.journal.EntryWriter;
import dev.holdfast.persistence.journal.JournalReader;
import dev.holdfast.recovery.Fault;
import dev.holdfast.recovery.PoisonBrake;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * What all actors of a segment share. Safe for use by any thread.
 *
 * @param settings how the runtime is configured
 * @param segment how this segment is configured
 * @param host time, threads, randomness
 * @param reader reads the journal that the kernels write
 * @param writer writes it, when that need not go through Pekko
 * @param checkpoints where states are kept, if the journal has a place for them
 * @param ledger where faults go
 * @param brake what keeps a bad release from voiding
 * @param permits how many commands from outside may be in the segment
 * @param components the codecs of the started components, by name
 * @param statuses how each component stands, by persistence id
 * @param router takes presentations to components
 * @param faults what is injected on purpose
 */
public record Environment(
        RuntimeSettings settings,
        SegmentSettings segment,
        Host host,
        JournalReader reader,
        Optional<EntryWriter> writer,
        Optional<Checkpoints> checkpoints,
        Ledger ledger,
        PoisonBrake brake,
        Permits permits,
        Map<String, ComponentCodec<?, ?>> components,
        ConcurrentHashMap<String, ComponentStatus> statuses,
        Router router,
        FaultInjector faults) {

    /** The time now, in whole milliseconds. */
    Instant now() {
        return host.clock().now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** A number from 0 to 1, for jitter. */
    double random01() {
        return (host.entropy().nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Randomness for a context, from a seed. */
    static RandomGenerator seeded(long seed) {
        return new java.util.SplittableRandom(seed);
    }

    /** A fault detected now. */
    Fault fault(
            FaultKind kind,
            String component,
            long revision,
            Optional<CommandId> command,
            Throwable thrown,
            boolean stateIntact) {
        String id = String.format("f-%016x", host.entropy().nextLong());
        return Fault.of(id, kind, component, revision, command, now(), thrown, stateIntact);
    }

    /** Records a fault that nothing is done about. */
    void note(FaultKind kind, String component, long revision, Throwable thrown) {
        Fault fault = fault(kind, component, revision, Optional.empty(), thrown, true);
        ledger.record(Detected.of(fault, segment.name(), "go-on"));
    }
}
