package dev.holdfast.persistence.entry;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * The identity under which a command is executed at most once.
 *
 * @param sender who presents it: an incarnation of a client, or the persistence id of the component whose effect it is
 * @param target the persistence id of the component it is for
 * @param number dense per sender and target, from 1
 */
public record CommandId(String sender, String target, long number) {

    public CommandId {
        if (sender.isEmpty() || target.isEmpty() || number < 1) {
            throw new IllegalArgumentException("a command id needs a sender, a target and a number from 1, got sender '"
                    + sender + "', target '" + target + "', number " + number);
        }
    }

    /** True when a component sent it as an effect, false when a client did. */
    public boolean isEffect() {
        return sender.indexOf('|') >= 0;
    }

    /** The seed of the randomness that the command's context gives: the same at every try. */
    public long seed() {
        Hasher64 hasher = Hashing.xxh3_64();
        return hasher.hashLongLongLongToLong(hasher.hashCharsToLong(sender), hasher.hashCharsToLong(target), number);
    }

    @Override
    public String toString() {
        return sender + "->" + target + "#" + number;
    }
}
