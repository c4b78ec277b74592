package dev.holdfast.kernel;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.Behavior;

/**
 * The component refuses work, with the reason. The first command presented after the rest starts one new incarnation:
 * what was wrong may have been mended.
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
        long left = nanosLeft.getAsLong();
        if (left <= 0) {
            front().desk().take(presentation);
            return front().recover();
        }
        front().desk().refuse(new Waiting(presentation), reason, Duration.ofNanos(left));
        return this;
    }
}
