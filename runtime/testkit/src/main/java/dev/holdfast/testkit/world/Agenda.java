package dev.holdfast.testkit.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What can happen in a world: steps, in the order in which they came, and timers, with the time that they are due by. What
 * belongs to a node that has ended is no longer in it.
 *
 * <p>Computing takes no time, so time passes when nothing else is left to do; but where a timer is due soon, it sometimes
 * comes before what is left, as on a machine that is busy.
 */
final class Agenda {

    private static final Duration SOON = Duration.ofMillis(20);
    private static final double BUSY = 0.05;

    private final Choices choices;
    private final SplittableRandom lots;
    private final Timers timers = new Timers();
    private final List<Step> ready = new ArrayList<>();
    private final BitSet dead = new BitSet();
    private long now;

    Agenda(Choices choices, SplittableRandom lots) {
        this.choices = choices;
        this.lots = lots;
    }

    /** Virtual nanoseconds since the world began. */
    long now() {
        return now;
    }

    /** It can happen from now on, unless its node is dead. */
    void add(Step step) {
        if (!dead.get(step.node())) {
            choices.add(step);
            ready.add(step);
        }
    }

    /** A task happens when so much time has passed, as no step of its own. */
    Timers.Ticket after(Duration delay, int node, Runnable task) {
        long nanos = Math.max(0, delay.toNanos());
        long at = Long.MAX_VALUE - nanos < now ? Long.MAX_VALUE : now + nanos;
        return timers.add(at, lots.nextLong(), node, task);
    }

    /** Nothing of a node happens any more. */
    void end(int node) {
        dead.set(node);
        ready.removeIf(step -> step.node() == node);
    }

    boolean isDead(int node) {
        return dead.get(node);
    }

    /**
     * The timers that come before any step: those that are due next, if there is no step, and seldom if there are. Time goes
     * on to when they are due.
     *
     * @param limit the last moment that is of interest
     */
    List<Timers.Due> due(long limit) {
        Optional<Long> first = timers.first();
        if (first.isEmpty() || first.get() > limit || !timersComeFirst(first.get())) {
            return List.of();
        }
        now = Math.max(now, first.get());
        return timers.take(first.get());
    }

    private boolean timersComeFirst(long first) {
        return ready.isEmpty()
                || (first - now < SOON.toNanos()
                        && choices.fault("time passes before what is ready happens", BUSY)
                                .isPresent());
    }

    /** So much time has passed, and nothing happened. */
    void passUntil(long moment) {
        now = Math.max(now, moment);
    }

    /** How many steps there are. */
    int steps() {
        return ready.size();
    }

    boolean hasStep() {
        return !ready.isEmpty();
    }

    boolean hasTimer() {
        return timers.first().isPresent();
    }

    /**
     * The next step.
     *
     * @param number which one it is, counted from 1
     */
    Step next(long number) {
        Step next = ready.remove(choices.next(ready, number));
        if (next.isOneOfAKind()) {
            choices.remove(next);
        }
        return next;
    }

    void clear() {
        ready.clear();
        timers.clear();
    }
}
