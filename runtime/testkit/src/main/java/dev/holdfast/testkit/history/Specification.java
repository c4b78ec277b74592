package dev.holdfast.testkit.history;

import java.util.function.Function;

/**
 * What a component is meant to do, one command after the other.
 *
 * @param initial the state of a component before its first command; states have {@code equals} and {@code hashCode}, replies {@code equals}
 * @param transition what a command does
 * @param <S> the type of states, immutable
 * @param <C> the type of commands
 * @param <R> the type of replies
 */
public record Specification<S, C, R>(Function<String, S> initial, Transition<S, C, R> transition) {

    /** What a command does. */
    @FunctionalInterface
    public interface Transition<S, C, R> {
        /** Executes it. */
        Next<S, R> execute(S state, C command);
    }

    /**
     * What comes of a command.
     *
     * @param state after it
     * @param answer completed or rejected
     */
    public record Next<S, R>(S state, Answer<R> answer) {

        /** It is executed. */
        public static <S, R> Next<S, R> completed(S state, R reply) {
            return new Next<>(state, new Answer.Completed<>(reply));
        }

        /** It is refused, and changes nothing. */
        public static <S, R> Next<S, R> rejected(S state, String code) {
            return new Next<>(state, new Answer.Rejected<>(code));
        }
    }
}
