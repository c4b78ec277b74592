package dev.holdfast.kernel;

import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.Encoded;
import java.time.Instant;

/**
 * A command as its sender presents it, once or several times.
 *
 * @param id its identity
 * @param floor the sender's lowest unanswered number for this target
 * @param deadline until when it may be executed; {@link Instant#MAX} for an effect
 * @param request what is asked
 * @param permit the leave it entered with
 * @param replyTo whom to answer; the same at every presentation of an id
 */
public record Presentation(
        CommandId id, long floor, Instant deadline, Request request, Permits.Permit permit, Answers.Receiver replyTo) {

    /** What is asked. */
    public sealed interface Request {}

    /** Execute this command, unless it has an outcome already. */
    public record Execute(Encoded command) implements Request {}

    /** Say what became of the id; one that nobody has seen is closed for ever, as withdrawn. */
    public record Resolve() implements Request {}
}
