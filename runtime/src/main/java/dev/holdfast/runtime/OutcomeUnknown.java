package dev.holdfast.runtime;

import dev.holdfast.persistence.entry.CommandId;
import java.util.Optional;

/** Whether the command was executed is not known yet; {@link ComponentRef#outcomeOf} finds out. */
public final class OutcomeUnknown extends CommandFailure {

    private static final long serialVersionUID = 1L;

    private final transient CommandId known;

    OutcomeUnknown(String component, String command, CommandId id, String reason) {
        super(
                component,
                Optional.of(id),
                "whether " + component + " executed " + command + " (" + id + ") is not known: " + reason
                        + "; ask outcomeOf(id) before doing anything that must not happen twice");
        this.known = id;
    }

    /** The command's id. */
    public CommandId id() {
        return known;
    }
}
