package dev.holdfast.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How {@code ask} from outside behaves: it sends the command again under the same id until its deadline.
 *
 * @param askTimeout from the call to the deadline, positive; default 10 s
 * @param resendEvery between two presentations, positive and shorter than {@code askTimeout}; default 1 s
 */
public record ClientSettings(Duration askTimeout, Duration resendEvery) {
    static final Limit<Duration> ASK_TIMEOUT = Limit.duration("10s");
    static final Limit<Duration> RESEND_EVERY = Limit.duration("1s");

    /** @throws IllegalArgumentException outside the limits */
    public ClientSettings {
        ASK_TIMEOUT.check("ask-timeout", askTimeout);
        RESEND_EVERY.check("resend-every", resendEvery);
        if (resendEvery.compareTo(askTimeout) >= 0) {
            throw SettingException.compared(
                    "resend-every", resendEvery, "must be shorter than", "ask-timeout", askTimeout);
        }
    }

    static Optional<ClientSettings> from(Section section) {
        Duration askTimeout = section.get("ask-timeout", ASK_TIMEOUT);
        Duration resendEvery = section.get("resend-every", RESEND_EVERY);
        return section.build(() -> new ClientSettings(askTimeout, resendEvery));
    }
}
