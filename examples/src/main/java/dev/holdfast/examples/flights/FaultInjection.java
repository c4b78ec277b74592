package dev.holdfast.examples.flights;

import dev.holdfast.component.Decider;
import dev.holdfast.examples.flights.Airport.Depart;
import dev.holdfast.examples.flights.Airport.Departed;
import dev.holdfast.persistence.entry.CommandId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Wraps user code so that it fails where the {@link FaultPlan} says: at the first attempt of a command in this process, so
 * that a second can succeed. Safe for use by any thread.
 */
final class FaultInjection {

    private final Optional<FaultPlan> plan;
    private final Set<CommandId> attempted = ConcurrentHashMap.newKeySet();

    /**
     * The row whose event the next {@code apply} on this thread must fail: set by the {@code decide} right before it.
     * An event that is read back during a recovery has no such {@code decide}, so it is applied in peace.
     */
    private final ThreadLocal<Long> armed = new ThreadLocal<>();

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
            armed.remove();
            if (faults.strikes(Fault.DECIDE, flight.row()) && attempted.add(context.commandId())) {
                throw new InjectedFault(Fault.DECIDE, flight.row());
            }
            if (faults.strikes(Fault.APPLY, flight.row()) && attempted.add(context.commandId())) {
                armed.set(flight.row());
            }
            return decider.decide(state, flight, context);
        };
    }

    <S> BiFunction<S, Departed, S> applying(BiFunction<S, Departed, S> applier) {
        if (plan.isEmpty()) {
            return applier;
        }
        return (state, departed) -> {
            Long row = armed.get();
            if (row != null && row == departed.row()) {
                armed.remove();
                throw new InjectedFault(Fault.APPLY, departed.row());
            }
            return applier.apply(state, departed);
        };
    }
}
