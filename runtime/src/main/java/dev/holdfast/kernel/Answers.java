package dev.holdfast.kernel;

import dev.holdfast.persistence.entry.CommandId;
import java.util.List;

/**
 * Answers of one component to one sender, in the order of the commands.
 *
 * @param given the answers
 */
public record Answers(List<Given> given) {

    /** The answer to one id. */
    public record Given(CommandId id, Response response) {}

    /** Who is answered. Told on threads of the segment: it must not block, nor run code of users. */
    @FunctionalInterface
    public interface Receiver {
        void tell(Answers answers);
    }

    static Answers of(CommandId id, Response response) {
        return new Answers(List.of(new Given(id, response)));
    }
}
