package dev.holdfast.kernel;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.holdfast.component.Context;
import dev.holdfast.persistence.entry.CommandId;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The context of one try of a command: the recorded time, and randomness from the recorded seed. */
final class RecordedContext implements Context {

    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT_2 = 0x8000000000000000L;

    private final CommandId commandId;
    private final Instant time;
    private final RandomGenerator random;
    private int uuids;

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
        HashValue128 value = Hashing.murmur3_128()
                .hashStream()
                .putString(commandId.sender())
                .putString(commandId.target())
                .putLong(commandId.number())
                .putInt(++uuids)
                .get();
        return new UUID(
                (value.getMostSignificantBits() & ~0xf000L) | VERSION_8,
                (value.getLeastSignificantBits() & 0x3fffffffffffffffL) | VARIANT_2);
    }
}
