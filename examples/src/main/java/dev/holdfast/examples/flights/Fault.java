package dev.holdfast.examples.flights;

import dev.holdfast.config.InjectedFault;
import java.util.Arrays;
import java.util.Optional;

/** The faults this job injects, at rows of its choice. */
enum Fault {
    /** {@code decide} throws at a row's first attempt. */
    CRASH(InjectedFault.CRASH),
    /** {@code apply} throws at a row's first attempt. */
    CRASH_IN_APPLY(InjectedFault.CRASH_IN_APPLY),
    /** The journal fails the first write of a row, and stores nothing. */
    WRITE_FAILED(InjectedFault.WRITE_FAILED),
    /** The journal stores the first write of a row, and says that it failed. */
    WRITE_UNHEARD(InjectedFault.WRITE_UNHEARD),
    /** A bit of the airport's state in memory flips while the event of a row is applied for the first time. */
    WRONG_STATE(InjectedFault.WRONG_STATE),
    /** A row is misread, so that a wrong event goes into the journal, each time. */
    WRONG_EVENT(InjectedFault.WRONG_EVENT),
    /** An extra command that fails at each attempt. */
    POISON_COMMAND(InjectedFault.POISON_COMMAND),
    /** The worker's process ends by SIGKILL. */
    KILL(InjectedFault.KILL);

    private final InjectedFault injected;

    Fault(InjectedFault injected) {
        this.injected = injected;
    }

    /** Its name in options and output. */
    String label() {
        return injected.text();
    }

    /** What happens, for people. */
    String what() {
        return injected.what();
    }

    static Optional<Fault> labelled(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label().equals(label))
                .findFirst();
    }
}
