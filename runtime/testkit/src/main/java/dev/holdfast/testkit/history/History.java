package dev.holdfast.testkit.history;

import dev.holdfast.runtime.CommandQuarantined;
import dev.holdfast.runtime.CommandRejected;
import dev.holdfast.runtime.ComponentUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Records commands and their answers in the order in which callers saw them. For one thread, or one simulation.
 *
 * @param <C> the type of commands
 * @param <R> the type of replies
 */
public final class History<C, R> {

    private final List<Call> calls = new ArrayList<>();
    private final List<String> contradictions = new ArrayList<>();
    private long events;

    /** A command that was presented. */
    public final class Call {
        private final String component;
        private final C command;
        private final long called = events++;
        private long answered = Invocation.NEVER;
        private Answer<R> answer = new Answer.Unknown<>();

        private Call(String component, C command) {
            this.component = component;
            this.command = command;
        }

        /**
         * What the caller is told now. What is never said stays unknown.
         *
         * @throws IllegalStateException if another answer was given
         */
        public void answer(Answer<R> given) {
            if (answered != Invocation.NEVER) {
                throw new IllegalStateException(command + " is answered twice: " + answer + ", then " + given);
            }
            answer = given;
            if (!(given instanceof Answer.Unknown<R>)) {
                answered = events++;
            }
        }

        /** The same from a stage, whose failures nobody would see; the same answer again, or no answer, is nothing new. */
        private void answerLater(Answer<R> given) {
            if (answered == Invocation.NEVER) {
                answer(given);
            } else if (!given.equals(answer) && !(given instanceof Answer.Unknown<R>)) {
                contradictions.add(command + " is answered twice: " + answer + ", then " + given);
            }
        }

        private Invocation<C, R> invocation() {
            return new Invocation<>(component, command, called, answered, answer);
        }
    }

    /** A command is presented now. */
    public Call call(String component, C command) {
        Call call = new Call(component, command);
        calls.add(call);
        return call;
    }

    /**
     * Records a command that was asked just now, and its answer when it comes. A failure that does not say that the command
     * was not executed, such as {@link dev.holdfast.runtime.OutcomeUnknown} or a time-out of the caller's own, leaves unknown
     * what came of it. A command that an operator voids was executed, and then was not: histories with voids are not for the
     * checkers here.
     *
     * @return the stage it was given
     */
    public <S extends CompletionStage<? extends R>> S record(String component, C command, S stage) {
        return record(call(component, command), stage);
    }

    /**
     * Records the answer of a command when it comes; of one that stayed unknown, for example, what
     * {@code outcomeOf} says then.
     *
     * @return the stage it was given
     */
    public <S extends CompletionStage<? extends R>> S record(Call call, S stage) {
        boolean refused = stage.toCompletableFuture().isCompletedExceptionally();
        stage.whenCompleteAsync((reply, error) -> call.answerLater(answer(reply, error, refused)), Runnable::run);
        return stage;
    }

    /** @param refused whether it failed at once, so that it was never sent */
    private static <R> Answer<R> answer(R reply, @Nullable Throwable error, boolean refused) {
        if (error == null) {
            return new Answer.Completed<>(reply);
        }
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof CommandRejected rejected) {
            return switch (rejected.code()) {
                case CommandRejected.WITHDRAWN -> new Answer.NotExecuted<>();
                case CommandRejected.VOIDED -> new Answer.Unknown<>();
                default -> new Answer.Rejected<>(rejected.code());
            };
        }
        boolean notExecuted = cause instanceof CommandQuarantined
                || cause instanceof ComponentUnavailable
                || (cause instanceof IllegalArgumentException && refused);
        return notExecuted ? new Answer.NotExecuted<>() : new Answer.Unknown<>();
    }

    /**
     * All that was recorded so far, in the order of the calls.
     *
     * @throws AssertionError if a command was answered in two ways
     */
    public List<Invocation<C, R>> invocations() {
        if (!contradictions.isEmpty()) {
            throw new AssertionError(String.join("; ", contradictions));
        }
        return calls.stream().map(Call::invocation).toList();
    }
}
