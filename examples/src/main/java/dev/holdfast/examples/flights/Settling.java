package dev.holdfast.examples.flights;

import dev.holdfast.examples.flights.WorkerLine.At;
import dev.holdfast.host.Clock;
import dev.holdfast.runtime.Holdfast;
import dev.holdfast.runtime.Status;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;

/** Waits until every effect is settled, and every fault is in the ledger; gives up when nothing moves any more. */
final class Settling {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final ActorSystem<?> system;
    private final Holdfast holdfast;
    private final WorkerSettings settings;
    private final Asking asking;
    private final Consumer<WorkerLine> out;
    private final Clock clock = Clock.system();

    Settling(
            ActorSystem<?> system,
            Holdfast holdfast,
            WorkerSettings settings,
            Asking asking,
            Consumer<WorkerLine> out) {
        this.system = system;
        this.holdfast = holdfast;
        this.settings = settings;
        this.asking = asking;
        this.out = out;
    }

    void run() {
        long patience = settings.config().getDuration("flights.settle-patience").toNanos();
        Status before = holdfast.status();
        say(At.SETTLING, String.format(Locale.ROOT, "%,d effects are on their way", before.openEffects()));
        long moved = clock.nanoTime();
        for (; ; ) {
            Wait.pass(system, LOOK_EVERY);
            Status now = holdfast.status();
            if (!now.equals(before)) {
                moved = clock.nanoTime();
            } else if (isSettled(now)) {
                say(At.SETTLED, "");
                return;
            } else if (clock.nanoTime() - moved > patience) {
                throw new IllegalStateException("nothing moves any more, but not all is settled: " + now);
            }
            before = now;
        }
    }

    /** To be concluded from two equal readings only. */
    private static boolean isSettled(Status status) {
        return status.openEffects() == 0
                && status.recovering() == 0
                && status.commandsInFlight() == 0
                && status.faultsToRecord() == 0;
    }

    private void say(At at, String text) {
        out.accept(new WorkerLine(at, settings.rows() + 1, asking.unavailable(), text));
    }
}
