package dev.holdfast.runtime;

import dev.holdfast.codec.CodecException;
import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.component.Command;
import dev.holdfast.host.FatalErrors;
import dev.holdfast.kernel.Permits.Permit;
import dev.holdfast.kernel.Presentation.Execute;
import dev.holdfast.kernel.Presentation.Request;
import dev.holdfast.kernel.Presentation.Resolve;
import dev.holdfast.kernel.Response;
import dev.holdfast.persistence.entry.Answer;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Encoded;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One component, to be asked from outside. Asks are pipelined: any number may be under way, and those of one caller are
 * decided in their order. Immutable and safe for use by any thread.
 */
public final class ComponentRef {

    private static final Duration LONGEST = Duration.ofDays(365);

    private final Holdfast holdfast;
    private final ComponentCodec<?, ?> codec;
    private final ComponentId id;

    ComponentRef(Holdfast holdfast, ComponentCodec<?, ?> codec, ComponentId id) {
        this.holdfast = holdfast;
        this.codec = codec;
        this.id = id;
    }

    /** Which component. */
    public ComponentId id() {
        return id;
    }

    /** Asks with the configured time-out, {@code holdfast.runtime.client.ask-timeout}. */
    public <R> CompletionStage<R> ask(Command<R> command) {
        return ask(command, holdfast.settings().client().askTimeout());
    }

    /**
     * Asks. Until the deadline the command is presented again and again under the same id, and executed at most once.
     *
     * <p>The stage completes with the reply, exactly as stored, once the outcome is durable; or fails with
     * {@link CommandRejected}, {@link CommandQuarantined}, {@link ComponentUnavailable} (not executed), or
     * {@link OutcomeUnknown}; or, before anything is sent, with {@link IllegalArgumentException} when the component does
     * not decide on such commands or the command cannot be serialized.
     *
     * @param command what to ask
     * @param timeout how long to wait; positive, at most 365 days
     */
    public <R> CompletionStage<R> ask(Command<R> command, Duration timeout) {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            return CompletableFuture.failedStage(new IllegalArgumentException(
                    "a time-out must be positive and at most " + LONGEST + ", got " + timeout));
        }
        Headroom.require();
        Encoded encoded;
        try {
            encoded = encode(command);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedStage(e);
        }
        Optional<Permit> permit = holdfast.permits().tryTake();
        if (permit.isEmpty()) {
            return CompletableFuture.failedStage(full(command));
        }
        Reply<R> reply = new Reply<>(command);
        holdfast.client().ask(reply.pending(new Execute(encoded), timeout, permit.get()));
        return reply.future;
    }

    /**
     * Finds out what became of a command whose outcome was unknown: completes or fails as its {@link #ask} would have. If
     * the component never accepted it, it is closed for ever: {@link CommandRejected} with code {@code withdrawn}.
     *
     * @param command the id, from {@link OutcomeUnknown}
     * @param asked the command that was asked under it
     */
    public <R> CompletionStage<R> outcomeOf(CommandId command, Command<R> asked) {
        if (!command.target().equals(id.persistenceId())) {
            return CompletableFuture.failedStage(
                    new IllegalArgumentException(command + " is for " + command.target() + ", not for " + id));
        }
        Headroom.require();
        Optional<Permit> permit = holdfast.permits().tryTake();
        if (permit.isEmpty()) {
            return CompletableFuture.failedStage(full(asked));
        }
        Reply<R> reply = new Reply<>(asked);
        Duration timeout = holdfast.settings().client().askTimeout();
        holdfast.client().resolve(command, reply.pending(new Resolve(), timeout, permit.get()));
        return reply.future;
    }

    private ComponentUnavailable full(Command<?> command) {
        return new ComponentUnavailable(
                id.toString(),
                name(command),
                Optional.empty(),
                "its segment holds " + holdfast.permits().limit()
                        + " commands already (holdfast.segments.default.max-in-flight)",
                holdfast.settings().client().resendEvery());
    }

    private Encoded encode(Command<?> command) {
        try {
            Encoded encoded = codec.encode(command);
            int limit = holdfast.settings().kernel().batch().maxBytes();
            if (encoded.bytes().length > limit) {
                throw new IllegalArgumentException(name(command) + " for " + id + " takes " + encoded.bytes().length
                        + " bytes; at most " + limit + " are accepted (holdfast.runtime.kernel.batch.max-bytes)");
            }
            return encoded;
        } catch (CodecException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static String name(Command<?> command) {
        return command.getClass().getSimpleName();
    }

    /** Turns an answer into what the caller's future gives. */
    private final class Reply<R> implements Pending.Caller {

        private final Command<R> command;
        private final CompletableFuture<R> future = new CompletableFuture<>();

        private Reply(Command<R> command) {
            this.command = command;
        }

        private Pending pending(Request request, Duration timeout, Permit permit) {
            return new Pending(
                    id.persistenceId(),
                    request,
                    holdfast.now().plus(timeout.truncatedTo(ChronoUnit.MILLIS)),
                    holdfast.nanoTime() + timeout.toNanos(),
                    permit,
                    this);
        }

        @Override
        public void answered(CommandId commandId, Response response) {
            if (response instanceof Response.Final known) {
                settle(commandId, known.answer());
            } else if (response instanceof Response.Unavailable refused) {
                future.completeExceptionally(new ComponentUnavailable(
                        id.toString(), name(command), Optional.of(commandId), refused.reason(), refused.retryAfter()));
            } else if (response instanceof Response.Unknown unknown) {
                future.completeExceptionally(
                        new OutcomeUnknown(id.toString(), name(command), commandId, unknown.reason()));
            }
        }

        @Override
        public void notSent(String reason) {
            future.completeExceptionally(new ComponentUnavailable(
                    id.toString(),
                    name(command),
                    Optional.empty(),
                    reason,
                    holdfast.settings().client().resendEvery()));
        }

        @SuppressWarnings("unchecked") // the codec decodes the type that the command declares
        private void settle(CommandId commandId, Answer answer) {
            if (answer instanceof Answer.Completed completed) {
                try {
                    future.complete((R) codec.decodeReply(command, completed.reply()));
                } catch (RuntimeException | Error e) {
                    // the reply's own code failed; the caller must be told all the same
                    future.completeExceptionally(e);
                    FatalErrors.rethrow(e);
                }
            } else if (answer instanceof Answer.Rejected rejected) {
                future.completeExceptionally(
                        new CommandRejected(id.toString(), name(command), commandId, rejected.code()));
            } else if (answer instanceof Answer.Quarantined quarantined) {
                future.completeExceptionally(new CommandQuarantined(
                        id.toString(), name(command), commandId, quarantined.fault(), quarantined.reason()));
            }
        }
    }
}
