package dev.holdfast.config;

import java.time.Duration;
import java.util.Optional;

/**
 * When a fault is diagnosed to be {@link Recurrence intermittent or permanent}, from faults of the same signature in the
 * same component. A signature not seen before is transient.
 *
 * @param intermittentAfter times seen with successes in between, 2 to 1000; default 2
 * @param permanentAfter times seen in a row, without a success in between or on the same command, 2 to 1000; default 3
 * @param within how long a fault is remembered, positive; default 10 min
 */
public record DiagnosisSettings(int intermittentAfter, int permanentAfter, Duration within) {
    static final Limit<Integer> INTERMITTENT_AFTER = Limit.between(2, 1000);
    static final Limit<Integer> PERMANENT_AFTER = Limit.between(2, 1000);
    static final Limit<Duration> WITHIN = Limit.duration("10m");

    /** @throws IllegalArgumentException outside the limits */
    public DiagnosisSettings {
        INTERMITTENT_AFTER.check("intermittent-after", intermittentAfter);
        PERMANENT_AFTER.check("permanent-after", permanentAfter);
        WITHIN.check("within", within);
    }

    static Optional<DiagnosisSettings> from(Section section) {
        int intermittentAfter = section.get("intermittent-after", INTERMITTENT_AFTER);
        int permanentAfter = section.get("permanent-after", PERMANENT_AFTER);
        Duration within = section.get("within", WITHIN);
        return section.build(() -> new DiagnosisSettings(intermittentAfter, permanentAfter, within));
    }

    void print(Printer out) {
        out.put("intermittent-after", INTERMITTENT_AFTER, intermittentAfter);
        out.put("permanent-after", PERMANENT_AFTER, permanentAfter);
        out.put("within", WITHIN, within);
    }
}
