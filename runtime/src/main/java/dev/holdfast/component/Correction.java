package dev.holdfast.component;

import java.util.List;

/**
 * Rolls a component forward out of a fault: says which events bring its state to where it should be. A pure function of
 * its arguments, applied only to a state that was folded anew (R1). Afterwards all invariants must hold; a correction
 * that leaves one broken, or throws, has failed, and the next rung of the ladder is taken.
 *
 * @param <S> the component's state
 * @param <E> the component's events
 * @param <X> the fault it corrects
 */
@FunctionalInterface
public interface Correction<S, E, X extends Throwable> {

    /** The events that correct the state. */
    List<? extends E> correct(S state, X fault);
}
