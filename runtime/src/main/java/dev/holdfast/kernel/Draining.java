package dev.holdfast.kernel;

import dev.holdfast.kernel.FrontMessage.Ended;
import dev.holdfast.kernel.FrontMessage.Failed;
import dev.holdfast.kernel.FrontMessage.Fenced;
import java.util.Optional;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** An incarnation ends what it has begun, so that an operator's orders can be carried out; commands wait. */
final class Draining extends FrontPhase {

    private final Incarnation incarnation;
    private final ActorRef kernel;
    private final Operation operation;

    Draining(Front front, Incarnation incarnation, ActorRef kernel, Operation operation) {
        super(front);
        this.incarnation = incarnation;
        this.kernel = kernel;
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
    Behavior<FrontMessage> drained() {
        return front().operateAfter(incarnation, operation);
    }

    @Override
    Behavior<FrontMessage> failed(Failed failed) {
        refuse(operation, "met a fault, " + failed.fault().id() + ", before it could be operated on");
        return front().handle(incarnation, failed, Optional.of(kernel));
    }

    @Override
    Behavior<FrontMessage> fenced(Fenced fenced) {
        refuse(operation, "was fenced before it could be operated on");
        return front().fenced(incarnation, fenced.reason(), Orders.NONE);
    }

    @Override
    Behavior<FrontMessage> ended(Ended ended) {
        refuse(operation, "ended before it could be operated on");
        return front().handle(incarnation, front().unexpectedEnd(ended), Optional.empty());
    }
}
