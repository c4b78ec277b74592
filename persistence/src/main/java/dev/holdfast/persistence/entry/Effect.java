package dev.holdfast.persistence.entry;

/**
 * A command to another component, stored with the outcome that causes it and sent after the write.
 *
 * @param target the persistence id of the component it is for
 * @param number dense per source and target, from 1; with the source it is the key by which the target dedups
 * @param command the command
 */
public record Effect(String target, long number, Encoded command) {

    public Effect {
        if (target.isEmpty() || number < 1) {
            throw new IllegalArgumentException(
                    "an effect needs a target and a number from 1, got '" + target + "', " + number);
        }
    }
}
