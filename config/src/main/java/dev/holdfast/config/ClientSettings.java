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
    private static final Relation<Duration, Duration> RESENT_IN_TIME = new Relation<>(
            "resend-every",
            RESEND_EVERY,
            "must be shorter than",
            "ask-timeout",
            ASK_TIMEOUT,
            (resendEvery, askTimeout) -> resendEvery.compareTo(askTimeout) < 0);

    /** @throws IllegalArgumentException outside the limits */
    public ClientSettings {
        ASK_TIMEOUT.check("ask-timeout", askTimeout);
        RESEND_EVERY.check("resend-every", resendEvery);
        RESENT_IN_TIME.check(resendEvery, askTimeout);
    }

    static Optional<ClientSettings> from(Section section) {
        Duration askTimeout = section.get("ask-timeout", ASK_TIMEOUT);
        Duration resendEvery = section.get("resend-every", RESEND_EVERY);
        section.relate(RESENT_IN_TIME);
        return section.build(() -> new ClientSettings(askTimeout, resendEvery));
    }

    void print(Printer out) {
        out.put("ask-timeout", ASK_TIMEOUT, askTimeout);
        out.put("resend-every", RESEND_EVERY, resendEvery);
    }
}
