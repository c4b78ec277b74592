package dev.holdfast.kernel;

import dev.holdfast.kernel.FrontMessage.Ended;
import dev.holdfast.kernel.FrontMessage.Failed;
import dev.holdfast.kernel.FrontMessage.Fenced;
import dev.holdfast.kernel.FrontMessage.Healed;
import dev.holdfast.kernel.FrontMessage.Ready;
import org.apache.pekko.actor.typed.Behavior;

/** An incarnation reads its journal; commands wait, and it gets none before it is ready (K8). */
final class Recovering extends FrontPhase {

    private final Incarnation incarnation;

    Recovering(Front front, Incarnation incarnation) {
        super(front);
        this.incarnation = incarnation;
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
    Behavior<FrontMessage> healed(Healed healed) {
        return front().healed(incarnation, healed);
    }

    @Override
    Behavior<FrontMessage> ready(Ready ready) {
        return front().serve(incarnation, ready.kernel());
    }

    @Override
    Behavior<FrontMessage> failed(Failed failed) {
        return front().handleUnfinished(incarnation, failed);
    }

    @Override
    Behavior<FrontMessage> fenced(Fenced fenced) {
        return front().fenced(incarnation, fenced.reason(), incarnation.orders());
    }

    @Override
    Behavior<FrontMessage> ended(Ended ended) {
        return front().handleUnfinished(incarnation, front().unexpectedEnd(ended));
    }
}
