package dev.holdfast.kernel;

import dev.holdfast.kernel.FrontMessage.Heard;
import dev.holdfast.kernel.FrontMessage.Present;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Where commands to a component and answers to its effects come in. While an incarnation serves they go straight to its
 * kernel, by way of the {@link Desk}, and wake no front; at other times commands go to the front. Safe for use by any
 * thread.
 */
final class Entrance implements Way, Answers.Receiver {

    private final ActorRef<FrontMessage> front;
    private final Desk desk;

    Entrance(ActorRef<FrontMessage> front, Desk desk) {
        this.front = front;
        this.desk = desk;
    }

    /** The best way there is now: a door at the desk, or this one. */
    Way shortest() {
        return desk.door().map(Way.class::cast).orElse(this);
    }

    @Override
    public void send(Presentation presentation) {
        front.tell(new Present(presentation));
    }

    @Override
    public int stations() {
        return 1;
    }

    /** Completes when the front has dealt with all it was told before. */
    CompletableFuture<Done> heard() {
        CompletableFuture<Done> done = new CompletableFuture<>();
        front.tell(new Heard(done));
        return done;
    }

    /** While nobody serves they are dropped: effects are sent again until they are settled. */
    @Override
    public void tell(Answers answers) {
        desk.door().ifPresent(door -> door.tell(answers));
    }
}
