package dev.holdfast.kernel;

import dev.holdfast.persistence.entry.Tally;

/**
 * How a component stands, as its incarnation last reported.
 *
 * @param state what it does
 * @param openEffects how many of its effects are not settled
 * @param setAside how many of its commands are in quarantine, with which nobody has dealt yet
 * @param tally what its commands came to, over its whole history
 */
public record ComponentStatus(State state, int openEffects, int setAside, Tally tally) {

    /** What a component does. */
    public enum State {
        /** It reads its journal, or waits to be started again after a fault. */
        RECOVERING,
        /** It takes commands. */
        RUNNING,
        /** It refuses work. */
        PARKED
    }

    /** Before its first incarnation has recovered. */
    public static final ComponentStatus UNKNOWN = new ComponentStatus(State.RECOVERING, 0, 0, Tally.NONE);

    /** The same with what its kernel counts; the state is its front's to say. */
    ComponentStatus counting(int effects, int quarantined, Tally commands) {
        return new ComponentStatus(state, effects, quarantined, commands);
    }

    ComponentStatus in(State now) {
        return new ComponentStatus(now, openEffects, setAside, tally);
    }
}
