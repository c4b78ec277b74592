package dev.holdfast.examples.flights;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Context;
import dev.holdfast.component.Decision;
import dev.holdfast.component.Effect;
import dev.holdfast.component.InvariantViolated;
import java.util.List;

/**
 * The component of an airport: flights depart from it, which causes them to arrive elsewhere, and it counts both. It
 * neither checks whether it saw a flight before nor knows of faults: that each flight counts once is Holdfast's part. It
 * says what is true of its counters at all times, and what to do about miles that went wrong.
 */
final class Airport {

    static final String NAME = "airport";

    static final String LATE_HOLDS = "no more flights depart late than depart";
    static final String MILES_HOLD = "miles are never negative";

    /** A flight departs. Answered with its row. */
    record Depart(long row, int delay, int distance, String destination) implements Command<Long> {
        /** The same as somebody reads it who takes a distance's sign bit for its opposite. */
        Depart misread() {
            return new Depart(row, delay, distance ^ Integer.MIN_VALUE, destination);
        }
    }

    /** A flight arrives. Answered with its row. */
    record Arrive(long row) implements Command<Long> {}

    /** Asks for the airport's line of the board. */
    record Show() implements Command<Counters> {}

    /** What happens at an airport. */
    sealed interface Event {}

    /** A flight departed. */
    record Departed(long row, int delay, int distance) implements Event {}

    /** A flight arrived. */
    record Arrived(long row) implements Event {}

    /** Miles had been counted wrong, by so many too few. */
    record MilesCorrected(long by) implements Event {}

    private Airport() {}

    /** The component without any faults. */
    static Component<Counters, Event> component() {
        return component(FaultInjection.none());
    }

    /** The component with faults around its functions. */
    static Component<Counters, Event> component(FaultInjection faults) {
        return Component.<Counters, Event>named(NAME)
                .startsAs(code -> Counters.NONE)
                .decides(Depart.class, faults.deciding(Airport::depart))
                .decides(Arrive.class, Airport::arrive)
                .decides(Show.class, Airport::show)
                .decides(Poison.class, Poison::take)
                .applies(Departed.class, faults.applying(Airport::departed))
                .applies(Arrived.class, (counters, arrived) -> counters.arrived())
                .applies(MilesCorrected.class, (counters, corrected) -> counters.milesCorrected(corrected.by()))
                .holds(LATE_HOLDS, counters -> counters.lateDepartures() <= counters.departures())
                .holds(MILES_HOLD, counters -> counters.miles() >= 0)
                .corrects(InvariantViolated.class, Airport::correct)
                .build();
    }

    static Decision<Counters, Event, Long> depart(Counters counters, Depart flight, Context context) {
        return Decision.<Event>of(new Departed(flight.row(), flight.delay(), flight.distance()))
                .then(Effect.send(NAME, flight.destination(), new Arrive(flight.row())))
                .reply(after -> flight.row());
    }

    private static Decision<Counters, Event, Long> arrive(Counters counters, Arrive flight, Context context) {
        return Decision.<Event>of(new Arrived(flight.row())).reply(after -> flight.row());
    }

    private static Decision<Counters, Event, Counters> show(Counters counters, Show show, Context context) {
        return Decision.<Event>of().reply(after -> after);
    }

    /** A distance with its sign bit flipped is too small by 2³¹ miles, which no airport's flights ever add up to here. */
    private static List<Event> correct(Counters counters, InvariantViolated violated) {
        return counters.miles() < 0 ? List.of(new MilesCorrected(1L << 31)) : List.of();
    }

    private static Counters departed(Counters counters, Departed flight) {
        return counters.departed(flight.delay(), flight.distance());
    }
}
