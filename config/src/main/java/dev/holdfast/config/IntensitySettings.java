package dev.holdfast.config;

import java.time.Duration;
import java.util.Optional;

/**
 * OTP's restart intensity, but of one component, not of a supervisor: beyond it roll-back gives way to the next rung.
 *
 * @param restarts allowed within any period of that length, 1 to 10000; default 5
 * @param within the length of the sliding period, positive; default 1 min
 */
public record IntensitySettings(int restarts, Duration within) {
    static final Limit<Integer> RESTARTS = Limit.between(1, 10_000);
    static final Limit<Duration> WITHIN = Limit.duration("1m");

    /** @throws IllegalArgumentException outside the limits */
    public IntensitySettings {
        RESTARTS.check("restarts", restarts);
        WITHIN.check("within", within);
    }

    static Optional<IntensitySettings> from(Section section) {
        int restarts = section.get("restarts", RESTARTS);
        Duration within = section.get("within", WITHIN);
        return section.build(() -> new IntensitySettings(restarts, within));
    }

    void print(Printer out) {
        out.put("restarts", RESTARTS, restarts);
        out.put("within", WITHIN, within);
    }
}
