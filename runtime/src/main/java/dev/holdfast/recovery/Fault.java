package dev.holdfast.recovery;

import dev.holdfast.config.FaultKind;
import dev.holdfast.persistence.entry.CommandId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A detected error, with its evidence.
 *
 * @param id its identity in the ledger
 * @param kind what kind
 * @param component the persistence id of the component
 * @param revision the component's committed revision when it was detected
 * @param command the command that was being executed, if any
 * @param time when it was detected
 * @param cause the exception, as text
 * @param causes the names of the exception's class, its superclasses and those of its causes
 * @param evidence where it was thrown
 * @param stateIntact false when the state in memory can no longer be trusted, so that only roll-back is safe (R2)
 */
public record Fault(
        String id,
        FaultKind kind,
        String component,
        long revision,
        Optional<CommandId> command,
        Instant time,
        String cause,
        Set<String> causes,
        String evidence,
        boolean stateIntact) {

    /** A fault with the evidence that an exception gives. */
    public static Fault of(
            String id,
            FaultKind kind,
            String component,
            long revision,
            Optional<CommandId> command,
            Instant time,
            Throwable thrown,
            boolean stateIntact) {
        Evidence known = Evidence.of(thrown);
        return new Fault(
                id,
                kind,
                component,
                revision,
                command,
                time,
                known.cause(),
                known.causes(),
                known.place(),
                stateIntact);
    }

    /** What faults with the same origin have in common: the kind and where it was thrown, or which invariant is broken. */
    public String signature() {
        String thrown = cause.contains(":") ? cause.substring(0, cause.indexOf(':')) : cause;
        int end = evidence.indexOf(Evidence.BETWEEN);
        String place = end < 0 ? evidence : evidence.substring(0, end);
        return kind.text() + " " + thrown + " at " + place;
    }
}
