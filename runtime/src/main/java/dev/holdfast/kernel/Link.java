package dev.holdfast.kernel;

import dev.holdfast.config.InjectedFault;
import dev.holdfast.faults.FaultInjector;
import dev.holdfast.host.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Between senders and components. Inside one JVM no message is lost, late or doubled, but where that is injected on purpose;
 * senders must then do as they do between machines: send again. Safe for use by any thread.
 */
public final class Link {

    /** One without faults. */
    static final Link PERFECT = new Link(FaultInjector.none(), Clock.system());

    private final FaultInjector faults;
    private final Clock clock;
    private final boolean perfect;

    /** One with those faults of messages that are injected. */
    public Link(FaultInjector faults, Clock clock) {
        this.faults = faults;
        this.clock = clock;
        perfect = !faults.injects(InjectedFault.MESSAGE_LOST, InjectedFault.MESSAGE_LATE, InjectedFault.MESSAGE_TWICE);
    }

    /**
     * Takes a presentation by a way.
     *
     * @return how many copies of it set out
     */
    int send(Way way, Presentation presentation) {
        if (perfect) {
            way.send(presentation);
            return 1;
        }
        return carry(presentation.id().target(), () -> way.send(presentation));
    }

    /** A receiver of answers at the other end. */
    public Answers.Receiver to(String addressee, Answers.Receiver receiver) {
        return perfect ? receiver : answers -> carry(addressee, () -> receiver.tell(answers));
    }

    private int carry(String addressee, Runnable delivery) {
        if (faults.strikes(InjectedFault.MESSAGE_LOST, addressee).isPresent()) {
            return 0;
        }
        int copies = faults.strikes(InjectedFault.MESSAGE_TWICE, addressee).isPresent() ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            deliver(addressee, delivery);
        }
        return copies;
    }

    private void deliver(String addressee, Runnable delivery) {
        Optional<Duration> late = faults.strikes(InjectedFault.MESSAGE_LATE, addressee);
        if (late.isPresent()) {
            clock.schedule(late.get(), delivery);
        } else {
            delivery.run();
        }
    }
}
