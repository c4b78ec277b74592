package dev.holdfast.config;

import java.time.Duration;
import java.util.Optional;

/**
 * When voiding the commands of poison events by themselves stops (R3): many components that want it at once mean that the
 * code is wrong, not the events.
 *
 * @param components that may want it within any period of that length, 1 to 10000; when it is more, all park; default 3
 * @param within the length of the sliding period, positive; default 10 min
 */
public record PoisonBrakeSettings(int components, Duration within) {
    static final Limit<Integer> COMPONENTS = Limit.between(1, 10_000);
    static final Limit<Duration> WITHIN = Limit.duration("10m");

    /** @throws IllegalArgumentException outside the limits */
    public PoisonBrakeSettings {
        COMPONENTS.check("components", components);
        WITHIN.check("within", within);
    }

    static Optional<PoisonBrakeSettings> from(Section section) {
        int components = section.get("components", COMPONENTS);
        Duration within = section.get("within", WITHIN);
        return section.build(() -> new PoisonBrakeSettings(components, within));
    }

    void print(Printer out) {
        out.put("components", COMPONENTS, components);
        out.put("within", WITHIN, within);
    }
}
