package dev.holdfast.persistence.log;

import dev.holdfast.host.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Calls for another try after a while; once, however often it was asked meanwhile. Safe for use by any thread. */
final class RetryTimer {

    /** How often it is looked for room. */
    static final Duration RETRY = Duration.ofMillis(500);

    private final Clock clock;
    private final Runnable tryAgain;
    private final AtomicBoolean running = new AtomicBoolean();

    RetryTimer(Clock clock, Runnable tryAgain) {
        this.clock = clock;
        this.tryAgain = tryAgain;
    }

    /** Makes sure that it is tried again, {@link #RETRY} from now at the latest. */
    void start() {
        if (running.compareAndSet(false, true)) {
            clock.schedule(RETRY, this::ring);
        }
    }

    private void ring() {
        running.set(false);
        tryAgain.run();
    }
}
