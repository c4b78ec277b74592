package dev.holdfast.kernel;

import java.util.function.Supplier;
import org.apache.pekko.actor.typed.Behavior;

/** An incarnation was given up; the next one starts when the backoff is over. Commands wait. */
final class Resting extends FrontPhase {

    private final Supplier<Behavior<FrontMessage>> next;

    /** @param next starts it */
    Resting(Front front, Supplier<Behavior<FrontMessage>> next) {
        super(front);
        this.next = next;
    }

    @Override
    Behavior<FrontMessage> present(Presentation presentation) {
        front().desk().take(new Waiting(presentation));
        return this;
    }

    @Override
    Behavior<FrontMessage> restartNow() {
        return next.get();
    }
}
