package dev.holdfast.testkit.history;

/**
 * What a caller was told of a command.
 *
 * @param <R> the type of replies
 */
public sealed interface Answer<R> {

    /** It was executed. */
    record Completed<R>(R reply) implements Answer<R> {}

    /** The component's rules refused it. */
    record Rejected<R>(String code) implements Answer<R> {}

    /** It was not executed, and will not be. */
    record NotExecuted<R>() implements Answer<R> {}

    /** It may have been executed, or be executed later, or never. */
    record Unknown<R>() implements Answer<R> {}
}
