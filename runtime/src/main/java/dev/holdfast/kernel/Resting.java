package dev.holdfast.kernel;

import org.apache.pekko.actor.typed.Behavior;

/** An incarnation was given up; the next one starts when the backoff is over. Commands wait. */
final class Resting extends FrontPhase {

    private final Orders orders;

    Resting(Front front, Orders orders) {
        super(front);
        this.orders = orders;
    }

    @Override
    Behavior<FrontMessage> present(Presentation presentation) {
        front().desk().take(new Waiting(presentation));
        return this;
    }

    @Override
    Behavior<FrontMessage> restartNow() {
        return front().recover(orders);
    }

    @Override
    Behavior<FrontMessage> operate(Operation operation) {
        return refuse(operation, "recovers from a fault");
    }
}
