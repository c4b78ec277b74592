package dev.holdfast.kernel;

import dev.holdfast.component.Context;
import dev.holdfast.persistence.entry.CommandId;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The context of one try of a command: the recorded time, and randomness from the recorded seed. */
final class RecordedContext implements Context {

    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_2 = 0x8000000000000000L;

    private final CommandId commandId;
    private final Instant time;
    private final RandomGenerator random;

    RecordedContext(CommandId commandId, Instant time, long seed) {
        this.commandId = commandId;
        this.time = time;
        this.random = Environment.seeded(seed);
    }

    @Override
    public CommandId commandId() {
        return commandId;
    }

    @Override
    public Instant time() {
        return time;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public UUID uuid() {
        long high = (random.nextLong() & ~0xf000L) | VERSION_4;
        long low = (random.nextLong() & 0x3fffffffffffffffL) | VARIANT_2;
        return new UUID(high, low);
    }
}
