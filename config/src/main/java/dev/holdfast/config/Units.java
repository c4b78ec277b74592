package dev.holdfast.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Durations and sizes as HOCON writes them: exactly, in the largest unit that needs no fraction. */
final class Units {
    static final String TIMES = "ms, s, m, h, d";
    static final String SIZES = "B, KiB, MiB, GiB";

    private static final Map<String, Duration> DURATIONS = durations();

    private Units() {}

    private static Map<String, Duration> durations() {
        Map<String, Duration> units = new LinkedHashMap<>();
        units.put("d", Duration.ofDays(1));
        units.put("h", Duration.ofHours(1));
        units.put("m", Duration.ofMinutes(1));
        units.put("s", Duration.ofSeconds(1));
        units.put("ms", Duration.ofMillis(1));
        units.put("us", Duration.ofNanos(1000));
        return units;
    }

    /** Of a positive duration, of at most some hundred years. */
    static String duration(Duration duration) {
        long nanos = duration.toNanos();
        for (Map.Entry<String, Duration> unit : DURATIONS.entrySet()) {
            if (nanos % unit.getValue().toNanos() == 0) {
                return nanos / unit.getValue().toNanos() + unit.getKey();
            }
        }
        return nanos + "ns";
    }

    static String size(long bytes) {
        if (bytes % Limit.TIB == 0) {
            return bytes / Limit.TIB + " TiB";
        }
        if (bytes % Limit.GIB == 0) {
            return bytes / Limit.GIB + " GiB";
        }
        if (bytes % Limit.MIB == 0) {
            return bytes / Limit.MIB + " MiB";
        }
        return bytes % Limit.KIB == 0 ? bytes / Limit.KIB + " KiB" : bytes + " B";
    }
}
