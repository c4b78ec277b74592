package dev.holdfast.kernel;

import dev.holdfast.kernel.FrontMessage.Ended;
import dev.holdfast.kernel.FrontMessage.Failed;
import dev.holdfast.kernel.FrontMessage.Fenced;
import dev.holdfast.kernel.FrontMessage.Healed;
import dev.holdfast.kernel.FrontMessage.Operate;
import java.util.Optional;
import org.apache.pekko.actor.typed.Behavior;

/**
 * An incarnation ends what it has begun, so that an operator's orders can be carried out; commands wait. When it ends
 * otherwise, the orders wait for the next one.
 */
final class Draining extends FrontPhase {

    private final Incarnation incarnation;
    private final Operate operate;

    Draining(Front front, Incarnation incarnation, Operate operate) {
        super(front);
        this.incarnation = incarnation;
        this.operate = operate;
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
    Behavior<FrontMessage> drained() {
        return front().operateAfter(incarnation, operate.operation());
    }

    /** A command is held, and the kernel takes no more: there is nothing to mend in place. */
    @Override
    Behavior<FrontMessage> failed(Failed failed) {
        front().errands().defer(operate);
        return front().handle(incarnation, failed, Optional.empty());
    }

    /** Memory was corrupted; that the incarnation is parked for it is the one answer that ends the draining. */
    @Override
    Behavior<FrontMessage> healed(Healed healed) {
        Behavior<FrontMessage> next = front().healed(incarnation, healed);
        if (next instanceof Parked) {
            getContext().getSelf().tell(operate);
        }
        return next;
    }

    @Override
    Behavior<FrontMessage> fenced(Fenced fenced) {
        front().errands().defer(operate);
        return front().fenced(incarnation, fenced.reason(), Orders.NONE);
    }

    @Override
    Behavior<FrontMessage> ended(Ended ended) {
        front().errands().defer(operate);
        return front().handle(incarnation, front().unexpectedEnd(ended), Optional.empty());
    }
}
