package dev.holdfast.component;

import dev.holdfast.persistence.entry.ComponentId;

/**
 * Something that is to happen elsewhere because of a decision. It is stored with the outcome, takes place only after the
 * write, and is repeated until it is settled; by its key it takes place once.
 */
public sealed interface Effect {

    /**
     * A command to another component (or to this one). The component must be started in the same system by the time the
     * effect is sent.
     *
     * @param target whom to send it to
     * @param command what to send
     */
    record Send(ComponentId target, Command<?> command) implements Effect {}

    /** A command to the instance {@code id} of {@code component}. */
    static Effect send(Component<?, ?> component, String id, Command<?> command) {
        return send(component.name(), id, command);
    }

    /** A command to the instance {@code id} of the component with this name. */
    static Effect send(String component, String id, Command<?> command) {
        return new Send(new ComponentId(component, id), command);
    }
}
