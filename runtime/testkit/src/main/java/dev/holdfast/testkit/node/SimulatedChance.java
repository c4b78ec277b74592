package dev.holdfast.testkit.node;

import dev.holdfast.host.Chance;
import dev.holdfast.testkit.world.World;
import java.time.Duration;

/** The chance of faults: drawn from the world's seed, so that it can be tried which of them a failure needs. */
record SimulatedChance(World world) implements Chance {

    @Override
    public boolean happens(String what, double probability) {
        return world.fault(what, probability).isPresent();
    }

    @Override
    public void hang(String what, Duration time) {
        world.stall(what, time);
    }
}
