package dev.holdfast.kernel;

import dev.holdfast.config.FaultKind;
import dev.holdfast.kernel.FrontMessage.Ended;
import dev.holdfast.kernel.FrontMessage.Failed;
import dev.holdfast.kernel.FrontMessage.Fenced;
import dev.holdfast.kernel.FrontMessage.Healed;
import dev.holdfast.kernel.FrontMessage.Ready;
import dev.holdfast.kernel.FrontMessage.Refused;
import dev.holdfast.operator.OrderRefused;
import dev.holdfast.recovery.Fault;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.Behavior;

/**
 * An incarnation takes over with an operator's orders; commands wait. If it fails nothing was done, and it is left at that:
 * the component recovers without. After a write of which nobody knows whether it is stored the orders are given to
 * another incarnation, which finds out: what is voided already was voided by the one before.
 */
final class Operating extends FrontPhase {

    private static final int MOST_TRIES = 3;

    private final Incarnation incarnation;
    private final Operation operation;

    Operating(Front front, Incarnation incarnation, Operation operation) {
        super(front);
        this.incarnation = incarnation;
        this.operation = operation;
    }

    @Override
    boolean isCurrent(int number) {
        return number == incarnation.number();
    }

    @Override
    Behavior<FrontMessage> present(Presentation presentation) {
        front().desk().take(new Waiting(presentation));
        return this;
    }

    @Override
    Behavior<FrontMessage> ready(Ready ready) {
        operation.done().complete(Done.getInstance());
        return front().serve(incarnation, ready.kernel());
    }

    /** Said when the orders are carried out, before the incarnation is ready; it may be parked for it. */
    @Override
    Behavior<FrontMessage> healed(Healed healed) {
        operation.done().complete(Done.getInstance());
        return front().healed(incarnation, healed);
    }

    @Override
    Behavior<FrontMessage> refused(Refused refused) {
        if (refused.voided() && operation.tries() > 0) {
            operation.done().complete(Done.getInstance());
            return front().restart(incarnation, Orders.FRESH);
        }
        return refuse(refused.refusal());
    }

    @Override
    Behavior<FrontMessage> failed(Failed failed) {
        Fault fault = failed.fault();
        boolean tooLarge = fault.causes().contains(IllegalArgumentException.class.getName());
        if (fault.kind() == FaultKind.STORAGE_WRITE && !tooLarge) {
            return again();
        } else if (operation.tries() > 0) {
            return unknown();
        }
        return refuse(new OrderRefused("the order for " + front().desk().component() + " was not carried out ("
                + fault.kind().text() + ": " + fault.cause() + "); nothing was changed. Plan what can be done"));
    }

    /** Somebody wrote meanwhile; whether that concerns the plan is for the next incarnation to see. */
    @Override
    Behavior<FrontMessage> fenced(Fenced fenced) {
        return again();
    }

    @Override
    Behavior<FrontMessage> ended(Ended ended) {
        return again();
    }

    private Behavior<FrontMessage> again() {
        return operation.tries() < MOST_TRIES ? front().retry(incarnation, operation.again()) : unknown();
    }

    /** A write of an incarnation before may have been stored. */
    private Behavior<FrontMessage> unknown() {
        operation.done().completeExceptionally(front().errands().unknown());
        return front().restart(incarnation, Orders.FRESH);
    }

    private Behavior<FrontMessage> refuse(OrderRefused refusal) {
        operation.done().completeExceptionally(refusal);
        return front().restart(incarnation, Orders.FRESH);
    }
}
