package dev.holdfast.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How much is remembered so that a command presented twice is decided once.
 *
 * @param window commands one sender may have unanswered per target, 1 to 1048576; default 1024
 * @param keep how long after its deadline the outcome of an id is still remembered, positive; default 10 min
 */
public record DedupSettings(int window, Duration keep) {
    static final Limit<Integer> WINDOW = Limit.between(1, 1 << 20);
    static final Limit<Duration> KEEP = Limit.duration("10m");

    /** @throws IllegalArgumentException outside the limits */
    public DedupSettings {
        WINDOW.check("window", window);
        KEEP.check("keep", keep);
    }

    static Optional<DedupSettings> from(Section section) {
        int window = section.get("window", WINDOW);
        Duration keep = section.get("keep", KEEP);
        return section.build(() -> new DedupSettings(window, keep));
    }

    void print(Printer out) {
        out.put("window", WINDOW, window);
        out.put("keep", KEEP, keep);
    }
}
