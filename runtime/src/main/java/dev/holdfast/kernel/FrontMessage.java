package dev.holdfast.kernel;

import dev.holdfast.operator.OrderRefused;
import dev.holdfast.operator.OrderUnknown;
import dev.holdfast.recovery.Fault;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorRef;

/** What a front is told. */
sealed interface FrontMessage
        permits FrontMessage.Present,
                FrontMessage.FromKernel,
                FrontMessage.RestartNow,
                FrontMessage.Errand,
                FrontMessage.Heard {

    /** A sender presents a command. */
    record Present(Presentation presentation) implements FrontMessage {}

    /**
     * The backoff or the rest before a new incarnation is over.
     *
     * @param after the incarnation that was given up; when it is not the last, somebody else has ended that rest
     */
    record RestartNow(int after) implements FrontMessage {}

    /** Completes when it is dealt with, and so all that was told before. */
    record Heard(CompletableFuture<Done> done) implements FrontMessage {}

    /** An operator wants something done. */
    sealed interface Errand extends FrontMessage {
        /** Completes when it is durable; fails with {@link OrderRefused} or {@link OrderUnknown} when it is not. */
        CompletableFuture<Done> done();
    }

    /** What only a new incarnation can do. */
    record Operate(Operation operation) implements Errand {
        @Override
        public CompletableFuture<Done> done() {
            return operation.done();
        }
    }

    /** What the incarnation that serves does. */
    record Resolve(Resolving resolving) implements Errand {
        @Override
        public CompletableFuture<Done> done() {
            return resolving.done();
        }
    }

    /** News of an incarnation; news of one that was given up is stale and ignored. */
    sealed interface FromKernel extends FrontMessage {
        int incarnation();
    }

    /** It has recovered, and its epoch is durable: it takes commands. */
    record Ready(int incarnation, ActorRef kernel) implements FromKernel {}

    /**
     * It met a fault. When a command is to blame and the state is intact, it holds that command and waits; otherwise it
     * does nothing more.
     *
     * @param fault the fault
     * @param time the time its context gave to the command, so that a retry gets the same
     * @param remedies what the component has against it
     */
    record Failed(int incarnation, Fault fault, Optional<Instant> time, Remedies remedies) implements FromKernel {}

    /**
     * A fault did not show again on a state folded anew from the whole journal: memory had been corrupted (R1).
     *
     * @param fault the fault
     * @param epoch of the incarnation: states kept below were made of what was in memory before
     */
    record Healed(int incarnation, Fault fault, long epoch) implements FromKernel {}

    /** All that it had decided is written and answered; it takes no more. */
    record Drained(int incarnation) implements FromKernel {}

    /**
     * What an operator planned is not to be done; nothing is written.
     *
     * @param voided whether all of it was voided already
     */
    record Refused(int incarnation, OrderRefused refusal, boolean voided) implements FromKernel {}

    /** Another incarnation has taken the journal over. */
    record Fenced(int incarnation, String reason) implements FromKernel {}

    /** Its actor has ended; of the cause is known what its supervisor was told. */
    record Ended(int incarnation, Optional<Throwable> cause) implements FromKernel {}
}
