package dev.holdfast.ledger;

import dev.holdfast.recovery.Fault;
import java.time.Instant;

/** One line of the ledger. Stored as CBOR under the stable names {@code detected}, {@code resolved}, {@code ordered}. */
public sealed interface LedgerRecord {

    /** The fault or order that the line is about. */
    String fault();

    /** When it was known. */
    Instant time();

    /**
     * A fault was detected and a rung chosen.
     *
     * @param fault the fault's id
     * @param time when it was detected
     * @param segment the segment it is contained in
     * @param component the persistence id of the component
     * @param revision the component's committed revision
     * @param command the command that was being executed; empty when there was none
     * @param kind the fault's kind, such as {@code crash}
     * @param cause the exception, as text
     * @param evidence where it was thrown
     * @param signature what faults of the same origin have in common
     * @param decision the rung, such as {@code roll-back}
     */
    record Detected(
            String fault,
            Instant time,
            String segment,
            String component,
            long revision,
            String command,
            String kind,
            String cause,
            String evidence,
            String signature,
            String decision)
            implements LedgerRecord {

        /** The line for a fault. */
        public static Detected of(Fault fault, String segment, String decision) {
            return new Detected(
                    fault.id(),
                    fault.time(),
                    segment,
                    fault.component(),
                    fault.revision(),
                    fault.command().map(Object::toString).orElse(""),
                    fault.kind().text(),
                    fault.cause(),
                    fault.evidence(),
                    fault.signature(),
                    decision);
        }
    }

    /**
     * What came of a decision or an order.
     *
     * @param fault the fault's or order's id
     * @param time when that was known
     * @param outcome such as {@code completed}, {@code quarantined}, {@code recovered}, {@code parked}
     */
    record Resolved(String fault, Instant time, String outcome) implements LedgerRecord {}

    /**
     * An operator ordered something that changes a component other than by a command.
     *
     * @param fault the order's id, in the place of a fault's
     * @param time when it was ordered
     * @param segment the component's segment
     * @param component the persistence id of the component
     * @param order what was ordered
     * @param by the operator
     * @param why the operator's reason
     */
    record Ordered(String fault, Instant time, String segment, String component, String order, String by, String why)
            implements LedgerRecord {}
}
