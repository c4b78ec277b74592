package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Entry.Content;
import java.util.Optional;

/**
 * An operator has dealt with a command that was set aside. When it is issued again, as it was or edited, it goes as an
 * effect of the component to itself: sent until it is settled and executed once, under an id of its own.
 *
 * @param sender who had presented the command
 * @param number the number it had
 * @param how what the operator did
 * @param by the operator
 * @param why the operator's reason
 * @param reissue the effect by which it is issued again; present when it is, and only then
 */
public record QuarantineResolved(
        String sender, long number, Resolution how, String by, String why, Optional<Effect> reissue)
        implements Content {

    public QuarantineResolved {
        if (sender.isEmpty() || number < 1) {
            throw new IllegalArgumentException(
                    "a QuarantineResolved entry needs a sender and a number from 1, got '" + sender + "', " + number);
        }
        if (reissue.isPresent() != (how == Resolution.REISSUED)) {
            throw new IllegalArgumentException("a QuarantineResolved entry that says " + how + " of " + sender + "#"
                    + number + (reissue.isPresent() ? " must not hold an effect" : " needs the effect that does it"));
        }
    }

    /** What an operator did with a command that was set aside. */
    public enum Resolution {
        /** It is issued again, as it was or edited. */
        REISSUED(1),
        /** It is given up. */
        DISCARDED(2);

        private final int code;

        Resolution(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Resolution of(int code) {
            for (Resolution resolution : values()) {
                if (resolution.code == code) {
                    return resolution;
                }
            }
            throw new CorruptEntryException("a quarantined command is resolved in an unknown way, " + code);
        }
    }
}
