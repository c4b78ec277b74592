package dev.holdfast.runtime;

import dev.holdfast.persistence.entry.CommandId;
import java.util.Optional;

/** A command that an {@code ask} did not complete with a reply. */
public abstract sealed class CommandFailure extends RuntimeException
        permits CommandRejected, CommandQuarantined, ComponentUnavailable, OutcomeUnknown {

    private static final long serialVersionUID = 1L;

    private final String component;
    private final transient Optional<CommandId> id;

    CommandFailure(String component, Optional<CommandId> id, String message) {
        super(message);
        this.component = component;
        this.id = id;
    }

    /** The component that was asked, as {@code name|id}. */
    public String component() {
        return component;
    }

    /** The command's id; empty when it was refused before it got one. */
    public Optional<CommandId> commandId() {
        return id;
    }
}
