package dev.holdfast.kernel;

import dev.holdfast.kernel.FrontMessage.Drained;
import dev.holdfast.kernel.FrontMessage.Ended;
import dev.holdfast.kernel.FrontMessage.Failed;
import dev.holdfast.kernel.FrontMessage.Fenced;
import dev.holdfast.kernel.FrontMessage.FromKernel;
import dev.holdfast.kernel.FrontMessage.Healed;
import dev.holdfast.kernel.FrontMessage.Heard;
import dev.holdfast.kernel.FrontMessage.Operate;
import dev.holdfast.kernel.FrontMessage.Present;
import dev.holdfast.kernel.FrontMessage.Ready;
import dev.holdfast.kernel.FrontMessage.Refused;
import dev.holdfast.kernel.FrontMessage.Resolve;
import dev.holdfast.kernel.FrontMessage.RestartNow;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** A phase of a front. What a phase does not speak of does not concern it. */
abstract class FrontPhase extends AbstractBehavior<FrontMessage> {

    private final Front front;

    FrontPhase(Front front) {
        super(front.context());
        this.front = front;
    }

    final Front front() {
        return front;
    }

    @Override
    public final Receive<FrontMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(Present.class, present -> present(present.presentation()))
                .onMessage(RestartNow.class, this::restartNow)
                .onMessage(Operate.class, this::operate)
                .onMessage(Resolve.class, this::resolve)
                .onMessage(FromKernel.class, this::fromKernel)
                .onMessage(Heard.class, this::heard)
                .onSignal(PostStop.class, stop -> stopped())
                .build();
    }

    private Behavior<FrontMessage> restartNow(RestartNow restart) {
        return front.isLast(restart.after()) ? restartNow() : this;
    }

    private Behavior<FrontMessage> heard(Heard heard) {
        heard.done().complete(Done.getInstance());
        return this;
    }

    private Behavior<FrontMessage> fromKernel(FromKernel news) {
        if (!isCurrent(news.incarnation())) {
            return this;
        }
        if (news instanceof Ready ready) {
            return ready(ready);
        } else if (news instanceof Failed failed) {
            return failed(failed);
        } else if (news instanceof Fenced fenced) {
            return fenced(fenced);
        } else if (news instanceof Healed healed) {
            return healed(healed);
        } else if (news instanceof Drained) {
            return drained();
        } else if (news instanceof Refused refused) {
            return refused(refused);
        }
        return ended((Ended) news);
    }

    /** A sender presents a command. */
    abstract Behavior<FrontMessage> present(Presentation presentation);

    /** An operator wants something done; it waits for a phase that can do it. */
    Behavior<FrontMessage> operate(Operate operate) {
        front.errands().defer(operate);
        return this;
    }

    /** An operator deals with a command that was set aside; that waits, too. */
    Behavior<FrontMessage> resolve(Resolve resolve) {
        front.errands().defer(resolve);
        return this;
    }

    private Behavior<FrontMessage> stopped() {
        front.errands().ended();
        return this;
    }

    /** True for the incarnation this phase is about. */
    boolean isCurrent(int incarnation) {
        return false;
    }

    Behavior<FrontMessage> restartNow() {
        return this;
    }

    Behavior<FrontMessage> ready(Ready ready) {
        return this;
    }

    Behavior<FrontMessage> failed(Failed failed) {
        return this;
    }

    Behavior<FrontMessage> fenced(Fenced fenced) {
        return this;
    }

    Behavior<FrontMessage> healed(Healed healed) {
        return this;
    }

    Behavior<FrontMessage> drained() {
        return this;
    }

    Behavior<FrontMessage> refused(Refused refused) {
        return this;
    }

    Behavior<FrontMessage> ended(Ended ended) {
        return this;
    }
}
