package dev.holdfast.testing;

import dev.holdfast.host.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** Time that passes only when a test says so, for Holdfast and for Pekko's scheduler; threads are real. */
public final class VirtualTime implements Clock {

    /** Use it in a {@link TestSystem}. */
    public static final String SETTING = "pekko.scheduler.implementation = dev.holdfast.testing.VirtualScheduler\n";

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::due));
    private volatile long nanos;

    private record Timer(long due, Runnable task) {}

    /** Lets time pass at once. */
    public void advance(ActorSystem<?> system, Duration time) {
        due(time).forEach(Runnable::run);
        ((VirtualScheduler) Adapter.toClassic(system).scheduler()).advance(time);
    }

    private synchronized List<Runnable> due(Duration time) {
        nanos = nanos + time.toNanos();
        List<Runnable> due = new ArrayList<>();
        while (!timers.isEmpty() && timers.peek().due() <= nanos) {
            due.add(timers.remove().task());
        }
        return due;
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized void schedule(Duration delay, Runnable task) {
        timers.add(new Timer(nanos + delay.toNanos(), task));
    }
}
