package dev.holdfast.examples.flights;

import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;

/** The worker with airports from which flights depart and never arrive. */
final class WorkerThatDropsEffects {

    private WorkerThatDropsEffects() {}

    public static void main(String[] args) {
        new Worker(faults -> airport()).run();
    }

    private static Component<Counters, Airport.Event> airport() {
        return Component.<Counters, Airport.Event>named(Airport.NAME)
                .startsAs(code -> Counters.NONE)
                .decides(
                        Airport.Depart.class,
                        (counters, flight, context) -> Decision.<Airport.Event>of(
                                        new Airport.Departed(flight.row(), flight.delay(), flight.distance()))
                                .reply(after -> flight.row()))
                .applies(
                        Airport.Departed.class,
                        (counters, departed) -> counters.departed(departed.delay(), departed.distance()))
                .build();
    }
}
