package dev.holdfast.examples.flights;

import dev.holdfast.component.Command;
import dev.holdfast.component.Context;
import dev.holdfast.component.Decision;

/**
 * A command no airport can stand: whoever decides on it fails, each time. It must end quarantined and harm nothing else.
 *
 * @param row the row beside which it is sent
 */
record Poison(long row) implements Command<Long> {

    @SuppressWarnings("DoNotCallSuggester") // it is a decider, and meant to be called
    static Decision<Counters, Airport.Event, Long> take(Counters counters, Poison poison, Context context) {
        throw new FaultAtRow(Fault.POISON_COMMAND, poison.row());
    }
}
