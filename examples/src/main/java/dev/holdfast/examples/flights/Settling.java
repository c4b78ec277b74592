package dev.holdfast.examples.flights;

import dev.holdfast.examples.flights.WorkerLine.At;
import dev.holdfast.host.Clock;
import dev.holdfast.runtime.Holdfast;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;

/** Waits until every effect is settled, which ends when there is none left or nothing moves any more. */
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
        long open = holdfast.status().openEffects();
        say(At.SETTLING, String.format(Locale.ROOT, "%,d effects are on their way", open));
        long moved = clock.nanoTime();
        while (open > 0) {
            Wait.pass(system, LOOK_EVERY);
            long now = holdfast.status().openEffects();
            if (now != open) {
                moved = clock.nanoTime();
            } else if (clock.nanoTime() - moved > patience) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT, "%,d effects are not settled, and nothing moved for %,d s", open,
                        Duration.ofNanos(patience).toSeconds()));
            }
            open = now;
        }
        say(At.SETTLED, "");
    }

    private void say(At at, String text) {
        out.accept(new WorkerLine(at, settings.rows() + 1, asking.unavailable(), text));
    }
}
