package dev.holdfast.recovery;

import dev.holdfast.config.PoisonBrakeSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets components void the commands of poison events as long as few of them want to (R3). When more than so many want it
 * within the period, the code that cannot apply events is wrong, not the events; none may then, and all park. Those asking
 * again while they are refused keep the brake on: it is released when no more than so many asked within one period.
 *
 * <p>A component counts once, however often it asks. Only as many components are remembered as it takes to know.
 *
 * <p>Times are readings of a monotonic clock, in nanoseconds. Safe for use by several threads: all components of a runtime
 * share one.
 */
public final class PoisonBrake {

    private final int components;
    private final long within;

    /** When the components asked that asked last, the latest at the end. */
    private final Map<String, Long> asked = new LinkedHashMap<>();

    /** A brake that is not on. */
    public PoisonBrake(PoisonBrakeSettings settings) {
        components = settings.components();
        within = settings.within().toNanos();
    }

    /**
     * Whether a component that wants to void a command may.
     *
     * @param component its persistence id
     */
    public synchronized boolean allows(String component, long now) {
        asked.values().removeIf(time -> now - time >= within);
        asked.remove(component);
        asked.put(component, now);
        if (asked.size() > components + 1) {
            asked.remove(asked.keySet().iterator().next());
        }
        return asked.size() <= components;
    }
}
