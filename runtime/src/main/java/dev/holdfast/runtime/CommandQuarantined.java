package dev.holdfast.runtime;

import dev.holdfast.persistence.entry.CommandId;
import java.util.Optional;

/** The command was set aside after faults, with its evidence; the component's state is as before. */
public final class CommandQuarantined extends CommandFailure {

    private static final long serialVersionUID = 1L;

    private final String fault;

    CommandQuarantined(String component, String command, CommandId id, String fault, String reason) {
        super(
                component,
                Optional.of(id),
                component + " quarantined " + command + " (" + id + ") after fault " + fault + ": " + reason
                        + "; nothing was changed; look the fault up in the ledger, mend its cause, send a new command");
        this.fault = fault;
    }

    /** The fault's id in the ledger. */
    public String fault() {
        return fault;
    }
}
