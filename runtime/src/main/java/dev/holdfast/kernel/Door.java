package dev.holdfast.kernel;

import dev.holdfast.kernel.FrontMessage.Present;
import org.apache.pekko.actor.ActorRef;

/**
 * The way straight to the kernel of an incarnation, through a desk. When it is shut meanwhile, the front gets what comes.
 * Safe for use by any thread.
 */
record Door(Desk desk, Incarnation incarnation, ActorRef kernel) implements Way, Answers.Receiver {

    @Override
    public void send(Presentation presentation) {
        if (!desk.hand(presentation, this)) {
            incarnation.front().tell(new Present(presentation));
        }
    }

    @Override
    public int stations() {
        return 0;
    }

    @Override
    public void tell(Answers answers) {
        kernel.tell(answers, ActorRef.noSender());
    }
}
