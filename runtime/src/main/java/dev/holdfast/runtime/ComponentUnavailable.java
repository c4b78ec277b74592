package dev.holdfast.runtime;

import dev.holdfast.persistence.entry.CommandId;
import java.time.Duration;
import java.util.Optional;

/** The command was not accepted and will not be executed; it may be sent again. */
public final class ComponentUnavailable extends CommandFailure {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    ComponentUnavailable(String component, String command, Optional<CommandId> id, String reason, Duration retryAfter) {
        super(
                component,
                id,
                component + " did not accept " + command
                        + id.map(known -> " (" + known + ")").orElse("") + ": " + reason
                        + "; it was not executed; try again after " + retryAfter);
        this.retryAfter = retryAfter;
    }

    /** When it makes sense to try again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
