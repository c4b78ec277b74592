package dev.holdfast.testkit.node;

import dev.holdfast.host.Clock;
import dev.holdfast.testkit.world.World;
import java.time.Duration;
import java.time.Instant;

/** A node's clocks: virtual time. */
final class SimulatedClock implements Clock {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final World world;
    private final int node;

    SimulatedClock(World world, int node) {
        this.world = world;
        this.node = node;
    }

    @Override
    public Instant now() {
        return START.plusNanos(world.nanos());
    }

    @Override
    public long nanoTime() {
        return world.nanos();
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        world.after(delay, node, () -> world.add(node, "clock", task));
    }
}
