package dev.holdfast.operator;

import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.Encoded;
import java.time.Instant;
import java.util.Optional;

/**
 * A command that was set aside, and with which nobody has dealt yet.
 *
 * @param id its id; the target is the component
 * @param command the command, as it was presented
 * @param fault the id in the ledger of the fault for which it was set aside
 * @param reason what went wrong, for people
 * @param time when its context says it was decided
 * @param sequence the number of the journal's entry that holds it
 */
public record QuarantinedCommand(
        CommandId id, Encoded command, String fault, String reason, Instant time, long sequence) {

    /** The command as JSON, when it was stored as CBOR or JSON. */
    public Optional<String> json() {
        return ValueText.json(command);
    }
}
