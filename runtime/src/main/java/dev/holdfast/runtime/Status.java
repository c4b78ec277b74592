package dev.holdfast.runtime;

import dev.holdfast.persistence.entry.Tally;

/**
 * How a system stands, over the components that have been in use since it started. The parts are read one after the
 * other, not at one instant: conclude that nothing moves only from two equal readings.
 *
 * @param running how many components take commands
 * @param recovering how many read their journal or wait to be started again
 * @param parked how many refuse work
 * @param openEffects how many effects are stored and not yet settled
 * @param commandsInFlight how many commands from outside are in the segment
 * @param faultsToRecord how many ledger records are not durable yet
 * @param tally what commands came to, over the components' whole histories
 */
public record Status(
        int running,
        int recovering,
        int parked,
        long openEffects,
        int commandsInFlight,
        int faultsToRecord,
        Tally tally) {}
