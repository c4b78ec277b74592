package dev.holdfast.persistence.file;

import dev.holdfast.persistence.file.DiskFault.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Says to a {@link FaultyDisk} what goes wrong. */
public interface DiskFaultSource {

    /**
     * Something that goes wrong.
     *
     * @param lasts how long, if it is {@link DiskFault#SLOW} or {@link DiskFault#FULL}
     */
    record Struck(DiskFault fault, Duration lasts) {}

    /** What goes wrong in the operation that is next, on whichever thread asks. */
    Optional<Struck> next(Operation operation, String file);

    /** Where it is drawn which part of something goes wrong. */
    RandomGenerator random();

    /** Keeps the thread of an operation that takes long. */
    void delay(Operation operation, Duration lasts);

    /** The disk has become full by {@link DiskFault#FULL}; whether it ever has room again is decided here. */
    void filled(FaultyDisk disk, Duration lasts);
}
