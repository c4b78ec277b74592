package dev.holdfast.kernel;

import dev.holdfast.persistence.entry.CommandId;
import java.util.List;

/**
 * Answers of one component to one sender, in the order of the commands.
 *
 * @param given the answers
 */
public record Answers(List<Given> given) implements FrontMessage {

    /** The answer to one id. */
    public record Given(CommandId id, Response response) {}

    static Answers of(CommandId id, Response response) {
        return new Answers(List.of(new Given(id, response)));
    }
}
