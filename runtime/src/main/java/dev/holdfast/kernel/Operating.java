package dev.holdfast.kernel;

import dev.holdfast.kernel.FrontMessage.Ended;
import dev.holdfast.kernel.FrontMessage.Failed;
import dev.holdfast.kernel.FrontMessage.Fenced;
import dev.holdfast.kernel.FrontMessage.Ready;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.Behavior;

/** An incarnation takes over with an operator's orders; commands wait. If it fails nothing was done, and it is left at that. */
final class Operating extends FrontPhase {

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
    Behavior<FrontMessage> operate(Operation other) {
        return refuse(other, "is being operated on");
    }

    @Override
    Behavior<FrontMessage> ready(Ready ready) {
        operation.done().complete(Done.getInstance());
        return front().serve(incarnation, ready.kernel());
    }

    @Override
    Behavior<FrontMessage> failed(Failed failed) {
        return giveUp(failed.fault().kind().text() + ": " + failed.fault().cause());
    }

    @Override
    Behavior<FrontMessage> fenced(Fenced fenced) {
        return giveUp(fenced.reason());
    }

    @Override
    Behavior<FrontMessage> ended(Ended ended) {
        return giveUp(ended.cause().map(Throwable::toString).orElse("its kernel ended"));
    }

    private Behavior<FrontMessage> giveUp(String reason) {
        operation
                .done()
                .completeExceptionally(new IllegalStateException("what was ordered for "
                        + front().desk().component() + " failed (" + reason
                        + "); unless that was a failed write, nothing of it is stored. It recovers without"));
        return front().restart(incarnation, Orders.FRESH);
    }
}
