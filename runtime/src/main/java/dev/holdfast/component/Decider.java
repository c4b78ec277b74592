package dev.holdfast.component;

/**
 * Decides on a command: a pure function of its arguments. Whatever it throws is a fault, handled by the recovery rules
 * of the component's segment; a refusal for reasons of the domain is {@link Decision#reject}.
 *
 * @param <S> the component's state
 * @param <E> the component's events
 * @param <C> the command
 * @param <R> the command's reply
 */
@FunctionalInterface
public interface Decider<S, E, C, R> {

    /** What is to happen. */
    Decision<S, ? extends E, R> decide(S state, C command, Context context);
}
