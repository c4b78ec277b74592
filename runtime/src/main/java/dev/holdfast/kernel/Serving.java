package dev.holdfast.kernel;

import dev.holdfast.kernel.FrontMessage.Ended;
import dev.holdfast.kernel.FrontMessage.Failed;
import dev.holdfast.kernel.FrontMessage.Fenced;
import dev.holdfast.kernel.FrontMessage.Healed;
import dev.holdfast.kernel.FrontMessage.Operate;
import dev.holdfast.kernel.FrontMessage.Resolve;
import java.util.Optional;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** An incarnation takes commands, from the desk; what comes to the front all the same is handed to it, too. */
final class Serving extends FrontPhase {

    private final Incarnation incarnation;
    private final ActorRef kernel;

    Serving(Front front, Incarnation incarnation, ActorRef kernel) {
        super(front);
        this.incarnation = incarnation;
        this.kernel = kernel;
    }

    @Override
    boolean isCurrent(int number) {
        return number == incarnation.number();
    }

    @Override
    Behavior<FrontMessage> present(Presentation presentation) {
        front().desk().door().ifPresent(door -> door.send(presentation));
        return this;
    }

    @Override
    Behavior<FrontMessage> failed(Failed failed) {
        return front().handle(incarnation, failed, Optional.of(kernel));
    }

    @Override
    Behavior<FrontMessage> healed(Healed healed) {
        return front().healed(incarnation, healed);
    }

    /** No more commands, and nothing half-done, before the past is changed. */
    @Override
    Behavior<FrontMessage> operate(Operate operate) {
        return front().drain(incarnation, kernel, operate);
    }

    @Override
    Behavior<FrontMessage> resolve(Resolve resolve) {
        front().errands().begin(resolve);
        kernel.tell(new KernelMessage.Resolve(resolve.resolving()), ActorRef.noSender());
        return this;
    }

    @Override
    Behavior<FrontMessage> fenced(Fenced fenced) {
        return front().fenced(incarnation, fenced.reason(), Orders.NONE);
    }

    @Override
    Behavior<FrontMessage> ended(Ended ended) {
        return front().handle(incarnation, front().unexpectedEnd(ended), Optional.empty());
    }
}
