package dev.holdfast.examples.flights;

import dev.holdfast.component.Decider;
import dev.holdfast.examples.flights.Airport.Depart;
import dev.holdfast.examples.flights.Airport.Departed;
import dev.holdfast.examples.flights.FaultAtRow.Mark;
import dev.holdfast.persistence.entry.CommandId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Wraps user code so that it fails where the {@link FaultPlan} says: at the first attempt of a command in this process, so
 * that a second can succeed. Safe for use by any thread.
 */
final class FaultInjection {

    private static final List<Fault> IN_APPLY = List.of(Fault.CRASH_IN_APPLY, Fault.WRONG_STATE);

    private final Optional<FaultPlan> plan;
    private final Set<CommandId> attempted = ConcurrentHashMap.newKeySet();

    /**
     * What the next {@code apply} on this thread meets: set by the {@code decide} right before it.
     * An event that is read back during a recovery has no such {@code decide}, so it is applied in peace.
     */
    private static final ThreadLocal<Mark> ARMED = new ThreadLocal<>();

    private FaultInjection(Optional<FaultPlan> plan) {
        this.plan = plan;
    }

    static FaultInjection none() {
        return new FaultInjection(Optional.empty());
    }

    static FaultInjection of(FaultPlan plan) {
        return new FaultInjection(Optional.of(plan));
    }

    <S, E, R> Decider<S, E, Depart, R> deciding(Decider<S, E, Depart, R> decider) {
        if (plan.isEmpty()) {
            return decider;
        }
        FaultPlan faults = plan.get();
        return (state, flight, context) -> {
            ARMED.remove();
            if (faults.strikes(Fault.CRASH, flight.row()) && attempted.add(context.commandId())) {
                throw new FaultAtRow(Fault.CRASH, flight.row());
            }
            for (Fault fault : IN_APPLY) {
                if (faults.strikes(fault, flight.row()) && attempted.add(context.commandId())) {
                    ARMED.set(new Mark(fault, flight.row()));
                }
            }
            Depart read = faults.strikes(Fault.WRONG_EVENT, flight.row()) ? flight.misread() : flight;
            return decider.decide(state, read, context);
        };
    }

    BiFunction<Counters, Departed, Counters> applying(BiFunction<Counters, Departed, Counters> applier) {
        if (plan.isEmpty()) {
            return applier;
        }
        return (state, departed) -> {
            Mark mark = ARMED.get();
            ARMED.remove();
            boolean struck = mark != null && mark.row() == departed.row();
            if (struck && mark.fault() == Fault.CRASH_IN_APPLY) {
                throw new FaultAtRow(Fault.CRASH_IN_APPLY, departed.row());
            }
            Counters after = applier.apply(state, departed);
            return struck ? flipped(after) : after;
        };
    }

    private static Counters flipped(Counters counters) {
        return new Counters(
                counters.departures(),
                counters.arrivals(),
                counters.delayMinutes(),
                counters.lateDepartures() ^ (1L << 40),
                counters.miles());
    }
}
