package dev.holdfast.recovery;

import dev.holdfast.config.DiagnosisSettings;
import dev.holdfast.config.Recurrence;

/**
 * Tells a component's transient faults from intermittent and permanent ones by the recurrence of their signature.
 *
 * <p>Faults of one signature form a row as long as nothing succeeds between them, or as long as they strike the same command:
 * one that fails again and again while others succeed is not cured by waiting. A row of {@code permanent-after} faults is
 * permanent. Where rows are interrupted, the {@code intermittent-after}th is intermittent. Anything else is transient. What
 * is older than {@code within} is forgotten, and so are signatures and commands beyond a fixed number, those first that were
 * seen longest ago; so a diagnosis errs towards transient, which at worst tries once too often.
 *
 * <p>Times are readings of a monotonic clock, in nanoseconds. Not safe for use by several threads.
 */
public final class Diagnosis {

    static final int MAX_SIGNATURES = 32;

    private final DiagnosisSettings settings;
    private final Latest<String, Sightings> signatures = new Latest<>(MAX_SIGNATURES);
    private long successes;

    /** Of a component that met no fault yet. */
    public Diagnosis(DiagnosisSettings settings) {
        this.settings = settings;
    }

    /** Counts a fault, and says how it persists. */
    public Recurrence met(Fault fault, long now) {
        return signatures.get(fault.signature(), () -> new Sightings(settings)).seen(fault.command(), successes, now);
    }

    /** The component executed a command: whatever is met from now on is in no row with what was met before. */
    public void succeeded() {
        successes++;
    }
}
