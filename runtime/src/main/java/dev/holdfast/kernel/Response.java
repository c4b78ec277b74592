package dev.holdfast.kernel;

import dev.holdfast.persistence.entry.Answer;
import java.time.Duration;

/** What a presentation is answered. */
public sealed interface Response {

    /** The command has an outcome, for ever. */
    record Final(Answer answer) implements Response {}

    /**
     * This presentation was not accepted.
     *
     * @param reason why, for people
     * @param retryAfter when it makes sense to try again
     */
    record Unavailable(String reason, Duration retryAfter) implements Response {}

    /**
     * Whether the command was accepted cannot be said now.
     *
     * @param reason why, for people
     */
    record Unknown(String reason) implements Response {}
}
