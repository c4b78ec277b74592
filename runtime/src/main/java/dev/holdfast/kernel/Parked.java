package dev.holdfast.kernel;

import dev.holdfast.kernel.FrontMessage.Operate;
import dev.holdfast.kernel.FrontMessage.Resolve;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.Behavior;

/**
 * The component refuses work, with the reason. When the rest is over it starts one new incarnation: what was wrong may
 * have been mended, and its open effects must not wait for a command that may never come.
 */
final class Parked extends FrontPhase {

    private final String reason;
    private final LongSupplier nanosLeft;

    Parked(Front front, String reason, LongSupplier nanosLeft) {
        super(front);
        this.reason = reason;
        this.nanosLeft = nanosLeft;
    }

    @Override
    Behavior<FrontMessage> present(Presentation presentation) {
        Duration left = Duration.ofNanos(Math.max(0, nanosLeft.getAsLong()));
        front().desk().refuse(new Waiting(presentation), reason, left);
        return this;
    }

    @Override
    Behavior<FrontMessage> restartNow() {
        return front().recover(Orders.FRESH);
    }

    /** What an operator does is what a parked component may be waiting for. */
    @Override
    Behavior<FrontMessage> operate(Operate operate) {
        return front().operate(operate.operation());
    }

    @Override
    Behavior<FrontMessage> resolve(Resolve resolve) {
        front().errands().refuse(resolve, reason);
        return this;
    }
}
