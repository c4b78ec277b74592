package dev.holdfast.persistence.entry;

import java.time.Instant;
import java.util.List;

/**
 * What became of one accepted command, as journaled.
 *
 * @param sender who presented the command
 * @param number the command's number, dense per sender and target
 * @param floor the sender's lowest unanswered number when it presented the command; the outcomes below are forgotten
 * @param deadline until when the command may be executed, in whole milliseconds; {@link Instant#MAX} for an effect
 * @param digest 64 bits over the command's name, version and bytes; the same id with another digest is refused
 * @param time the time the command's context gave, in whole milliseconds
 * @param seed the seed of the randomness the command's context gave
 * @param result what it came to
 */
public record Outcome(
        String sender, long number, long floor, Instant deadline, long digest, Instant time, long seed, Result result) {

    public Outcome {
        if (sender.isEmpty() || number < 1 || floor < 1 || floor > number) {
            throw new IllegalArgumentException("an outcome needs a sender and 1 <= floor <= number, got sender '"
                    + sender + "', floor " + floor + ", number " + number);
        }
    }

    /** What a command came to. */
    public sealed interface Result {

        /** What its sender is told. */
        Answer answer();
    }

    /**
     * Executed.
     *
     * @param events what happened, in order; may be empty
     * @param reply the reply
     * @param effects the commands it causes at other components
     */
    public record Completed(List<Encoded> events, Encoded reply, List<Effect> effects) implements Result {

        public Completed {
            events = List.copyOf(events);
            effects = List.copyOf(effects);
        }

        @Override
        public Answer answer() {
            return new Answer.Completed(reply);
        }
    }

    /**
     * Refused by the component's own rules.
     *
     * @param code why, as the component says it
     */
    public record Rejected(String code) implements Result {
        @Override
        public Answer answer() {
            return new Answer.Rejected(code);
        }
    }

    /**
     * Set aside after faults.
     *
     * @param fault the fault's id in the ledger
     * @param reason what went wrong, for people
     * @param command the command, so that it can be looked at and issued again
     */
    public record Quarantined(String fault, String reason, Encoded command) implements Result {
        @Override
        public Answer answer() {
            return new Answer.Quarantined(fault, reason);
        }
    }
}
