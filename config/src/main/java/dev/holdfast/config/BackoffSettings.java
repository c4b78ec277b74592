package dev.holdfast.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Exponential delays with jitter that keep to their limits.
 *
 * @param min never waited less, positive; default 200 ms
 * @param max never waited more, at least {@code min}; default 10 s
 * @param jitter how far delays spread, as a fraction of the delay, 0 to 1; default 0.2
 */
public record BackoffSettings(Duration min, Duration max, double jitter) {
    static final Limit<Duration> MIN = Limit.duration("200ms");
    static final Limit<Duration> MAX = Limit.duration("10s");
    static final Limit<Double> JITTER = Limit.fraction();
    private static final Relation<Duration, Duration> MIN_TO_MAX =
            new Relation<>("min", MIN, "must be at most", "max", MAX, (min, max) -> min.compareTo(max) <= 0);

    /** @throws IllegalArgumentException outside the limits */
    public BackoffSettings {
        MIN.check("min", min);
        MAX.check("max", max);
        JITTER.check("jitter", jitter);
        MIN_TO_MAX.check(min, max);
        jitter += 0.0; // -0.0 becomes 0.0, which is what is read back
    }

    /**
     * How long to wait before the given attempt: {@code min} doubled with each attempt after the first, spread by
     * jitter, never below {@code min} and never above {@code max}.
     *
     * <p>Pekko's backoff multiplies by the jitter after it has applied the cap, so its delays exceed the maximum by up to
     * the jitter. To cap once more would be no cure: at the cap all delays would then be equal, and components that
     * failed together would come back together, which jitter is there to prevent. Here the whole spread is moved under
     * the cap instead: it reaches from {@code hi / (1 + jitter)} to {@code hi}, where {@code hi} is the capped
     * {@code (1 + jitter) * min * 2^(attempt - 1)}.
     *
     * @param attempt from 1
     * @param random01 a random number from 0 to 1
     * @throws IllegalArgumentException if either is out of range
     */
    public Duration delay(int attempt, double random01) {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt = " + attempt + ": must be at least 1");
        }
        if (!(random01 >= 0 && random01 <= 1)) {
            throw new IllegalArgumentException("random01 = " + random01 + ": must be from 0 to 1");
        }
        double least = min.toNanos();
        double hi = Math.min((double) max.toNanos(), least * (1 + jitter) * Math.pow(2, attempt - 1));
        double lo = Math.max(least, hi / (1 + jitter));
        return clamp(Duration.ofNanos(Math.round(lo + random01 * (hi - lo))));
    }

    /** Doubles round: what they give may be a few nanoseconds outside. */
    private Duration clamp(Duration delay) {
        if (delay.compareTo(min) < 0) {
            return min;
        }
        return delay.compareTo(max) > 0 ? max : delay;
    }

    static Optional<BackoffSettings> from(Section section) {
        return from(section, section.get("jitter", JITTER));
    }

    /** Of a section that has only {@code min} and {@code max}. */
    static Optional<BackoffSettings> withoutJitter(Section section) {
        return from(section, 0);
    }

    private static Optional<BackoffSettings> from(Section section, double jitter) {
        Duration min = section.get("min", MIN);
        Duration max = section.get("max", MAX);
        section.relate(MIN_TO_MAX);
        return section.build(() -> new BackoffSettings(min, max, jitter));
    }

    void print(Printer out) {
        printWithoutJitter(out);
        out.put("jitter", JITTER, jitter);
    }

    void printWithoutJitter(Printer out) {
        out.put("min", MIN, min);
        out.put("max", MAX, max);
    }
}
