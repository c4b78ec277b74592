package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Window.Remembered;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A component's memory of answered commands, a {@link Window} per sender. A sender's window is dropped when every id it
 * saw has been past its deadline for longer than {@code keep}: an id past its deadline is refused, so nothing that is
 * forgotten can be executed again.
 */
final class Windows {

    /** How many outcomes go by between two looks for windows to drop. */
    private static final int SWEEP_EVERY = 1024;

    private final Duration keep;
    private final Map<String, Window> bySender = new HashMap<>();
    private int untilSweep = SWEEP_EVERY;

    Windows(Duration keep) {
        this.keep = keep;
    }

    Seen find(String sender, long number) {
        Window window = bySender.get(sender);
        if (window == null) {
            return Seen.NEVER;
        }
        if (number < window.floor()) {
            return Seen.FORGOTTEN;
        }
        return window.find(number).<Seen>map(Windows::answered).orElse(Seen.NEVER);
    }

    void remember(Outcome outcome, Instant now) {
        bySender.computeIfAbsent(outcome.sender(), sender -> new Window()).remember(outcome);
        if (--untilSweep == 0) {
            untilSweep = SWEEP_EVERY;
            bySender.values().removeIf(window -> isOver(window, now));
        }
    }

    private boolean isOver(Window window, Instant now) {
        return !window.expires().equals(Instant.MAX)
                && window.expires().plus(keep).isBefore(now);
    }

    private static Seen answered(Remembered remembered) {
        return new Seen.Answered(remembered.digest(), remembered.answer());
    }
}
