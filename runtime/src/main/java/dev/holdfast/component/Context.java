package dev.holdfast.component;

import dev.holdfast.persistence.entry.CommandId;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The only source of non-determinism for a decider. What it gives is recorded with the outcome, and a retry of the same
 * command gets the same again.
 *
 * <p>For use only within the call it was given to, by the thread of that call.
 */
public interface Context {

    /** The identity of the command. */
    CommandId commandId();

    /** The time of the decision, in whole milliseconds; never earlier than any before it of the same component. */
    Instant time();

    /** Randomness from a recorded seed. */
    RandomGenerator random();

    /**
     * A new identity, unique over all commands and the calls within one (UUID version 8: 122 bits of a hash of the
     * command's id and the call's number). Not a secret: who knows the command's id can compute it.
     */
    UUID uuid();
}
