package dev.holdfast.examples.flights;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The faults this job injects. */
enum Fault {
    /** {@code decide} throws at a row's first attempt. */
    DECIDE("deciding on the departure throws"),
    /** {@code apply} throws at a row's first attempt. */
    APPLY("applying the event throws"),
    /** The journal fails the first write of a row: the write is lost, or, every other time, its acknowledgement. */
    JOURNAL("the write, or its acknowledgement, is lost"),
    /** A bit of the airport's state in memory flips while the event of a row is applied for the first time. */
    CORRUPT_MEMORY("a bit flips in the state in memory"),
    /** A row is misread, so that a wrong event goes into the journal, each time. */
    CORRUPT_EVENT("a misread row makes a wrong event"),
    /** An extra command that fails at each attempt. */
    POISON("an extra command always throws"),
    /** The worker's process ends by SIGKILL. */
    KILL("the worker is killed (SIGKILL)");

    private final String what;

    Fault(String what) {
        this.what = what;
    }

    /** Its name in options and output. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What happens, for people. */
    String what() {
        return what;
    }

    static Optional<Fault> labelled(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label().equals(label))
                .findFirst();
    }
}
