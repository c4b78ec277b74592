package dev.holdfast.runtime;

import dev.holdfast.persistence.entry.Answer;
import dev.holdfast.persistence.entry.CommandId;
import java.util.Optional;

/**
 * The component's own rules refused the command, for ever; its state is as before. With code {@link #VOIDED} it was
 * executed, and taken back since.
 */
public final class CommandRejected extends CommandFailure {

    private static final long serialVersionUID = 1L;

    /** The code for a command that was executed and whose events were voided later (R5). */
    public static final String VOIDED = Answer.Rejected.VOIDED;

    /** The code for a command whose outcome was asked for before it came: it was closed then, and never executed. */
    public static final String WITHDRAWN = Answer.Rejected.WITHDRAWN;

    private final String code;

    CommandRejected(String component, String command, CommandId id, String code) {
        super(
                component,
                Optional.of(id),
                component + " rejected " + command + " (" + id + "): " + code
                        + (code.equals(VOIDED)
                                ? "; it was executed, and what it changed was taken back by an operator or a recovery rung"
                                : "; nothing was changed")
                        + ", and sending it again under this id gives the same answer");
        this.code = code;
    }

    /** Why, as the component says it. */
    public String code() {
        return code;
    }
}
