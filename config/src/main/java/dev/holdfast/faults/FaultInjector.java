package dev.holdfast.faults;

import dev.holdfast.config.FaultRule;
import dev.holdfast.config.FaultSettings;
import dev.holdfast.config.InjectedFault;
import dev.holdfast.host.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Says at each place where a fault can be injected whether it is. Of several rules for a place the first that strikes
 * counts. Safe for use by any thread.
 */
public final class FaultInjector {

    private final Chance chance;
    private final Map<InjectedFault, List<Armed>> armed = new EnumMap<>(InjectedFault.class);

    /** A rule, and how often it may strike yet. */
    private record Armed(FaultRule rule, AtomicInteger left) {
        boolean take() {
            return left.getAndUpdate(times -> Math.max(0, times - 1)) > 0;
        }
    }

    private FaultInjector(FaultSettings settings, Chance chance) {
        this.chance = chance;
        settings.inject()
                .forEach(rule -> armed.computeIfAbsent(rule.fault(), fault -> new ArrayList<>())
                        .add(new Armed(rule, new AtomicInteger(rule.most().orElse(Integer.MAX_VALUE)))));
    }

    /** What injects these faults. */
    public static FaultInjector of(FaultSettings settings, Chance chance) {
        return new FaultInjector(settings, chance);
    }

    /** What injects none. */
    public static FaultInjector none() {
        return new FaultInjector(FaultSettings.NONE, Chance.system());
    }

    /** Whether one of these faults may strike at all; constant, so that who asks often can ask this first. */
    public boolean injects(InjectedFault... faults) {
        for (InjectedFault fault : faults) {
            if (armed.containsKey(fault)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether it strikes this place now.
     *
     * @return how long it lasts, if it strikes and {@linkplain InjectedFault#takesTime takes time}; if it strikes and takes
     *     none, any duration
     */
    public Optional<Duration> strikes(InjectedFault fault, String at) {
        List<Armed> rules = armed.get(fault);
        if (rules == null) {
            return Optional.empty(); // nearly always, and in the kernel's path
        }
        for (Armed each : rules) {
            FaultRule rule = each.rule();
            if (rule.isFor(at)
                    && each.left().get() > 0
                    && chance.happens(fault.text() + " at " + at, rule.probability())
                    && each.take()) {
                return Optional.of(rule.lasts());
            }
        }
        return Optional.empty();
    }

    /**
     * Throws if it strikes here.
     *
     * @throws InjectedFailure then
     */
    public void mayThrow(InjectedFault fault, String at) {
        if (strikes(fault, at).isPresent()) {
            throw new InjectedFailure(fault, at);
        }
    }

    /** Keeps the calling thread for as long as it lasts, if it strikes here. */
    public void mayHang(InjectedFault fault, String at) {
        strikes(fault, at).ifPresent(time -> chance.hang(fault.text() + " at " + at, time));
    }
}
