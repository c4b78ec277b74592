package dev.holdfast.runtime;

import dev.holdfast.persistence.entry.CommandId;
import java.util.Optional;

/** The component's own rules refused the command, for ever; its state is as before. */
public final class CommandRejected extends CommandFailure {

    private static final long serialVersionUID = 1L;

    private final String code;

    CommandRejected(String component, String command, CommandId id, String code) {
        super(
                component,
                Optional.of(id),
                component + " rejected " + command + " (" + id + "): " + code
                        + "; nothing was changed, and sending it again under this id gives the same answer");
        this.code = code;
    }

    /** Why, as the component says it. */
    public String code() {
        return code;
    }
}
