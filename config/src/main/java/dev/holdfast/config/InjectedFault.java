package dev.holdfast.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The faults that can be injected on purpose: one vocabulary for simulation, examples and drills. Its text is the name in
 * kebab case, for example {@code crash-in-apply}.
 */
public enum InjectedFault {
    /** The component's {@code decide} throws. */
    CRASH(Place.COMPONENT, "deciding on a command throws"),
    /** The component's code that applies a new event throws. */
    CRASH_IN_APPLY(Place.COMPONENT, "applying a new event throws"),
    /** The component's {@code decide} takes long. */
    HANG(Place.COMPONENT, "deciding on a command takes long"),
    /** A component's state in memory is changed behind its back. */
    WRONG_STATE(Place.ELSEWHERE, "the state in memory changes behind the component's back"),
    /** A wrong event goes into the journal. */
    WRONG_EVENT(Place.ELSEWHERE, "a wrong event is decided"),
    /** A command comes that fails each time. */
    POISON_COMMAND(Place.ELSEWHERE, "a command always throws"),
    /** The process ends at once, as by SIGKILL. */
    KILL(Place.ELSEWHERE, "the process is killed"),
    /** The power fails: also what was written and not forced is lost. */
    POWER_LOSS(Place.ELSEWHERE, "the power is lost"),
    /** A component's write fails and stores nothing. */
    WRITE_FAILED(Place.COMPONENT, "a write fails, and nothing is stored"),
    /** A component's write is stored, but reported as failed. */
    WRITE_UNHEARD(Place.COMPONENT, "a write is stored, but reported as failed"),
    /** A component is held up right before a write, when it has made sure that it may write. */
    WRITE_LATE(Place.COMPONENT, "a write sets out late"),
    /** A message to a component or client, a command or an answer, is lost. */
    MESSAGE_LOST(Place.ADDRESSEE, "a message is lost"),
    /** Such a message comes late, and others overtake it. */
    MESSAGE_LATE(Place.ADDRESSEE, "a message comes late"),
    /** Such a message comes twice. */
    MESSAGE_TWICE(Place.ADDRESSEE, "a message comes twice"),
    /** An operation of the disk fails and does nothing. */
    DISK_FAILED(Place.DISK, "an operation of the disk fails"),
    /** A write does a part and fails; a read ends early. */
    DISK_SHORT(Place.DISK, "a read or write of the disk does a part", "read", "write"),
    /** A write does any of its sectors and fails. */
    DISK_TORN(Place.DISK, "a write of the disk does some of its sectors and fails", "write"),
    /** The disk is full for a time. */
    DISK_FULL(Place.DISK, "the disk is full", "create", "write", "allocate", "force"),
    /** An operation of the disk takes long. */
    DISK_SLOW(Place.DISK, "an operation of the disk takes long"),
    /** One bit of what is read is the other one, this time. */
    DISK_MISREAD(Place.DISK, "a bit is read wrong", "read"),
    /** One bit of what is written is the other one. */
    DISK_MISWRITTEN(Place.DISK, "a bit is written wrong", "write"),
    /** A write succeeds and does nothing. */
    DISK_LOST(Place.DISK, "a write of the disk succeeds and does nothing", "write"),
    /** A write succeeds at another place in the file. */
    DISK_MISDIRECTED(Place.DISK, "a write of the disk goes to another place", "write"),
    /** A force fails, and every later one of that file succeeds and does nothing: seen when the power is lost. */
    DISK_FORGETFUL(
            Place.DISK,
            "a force of the disk fails, and every later one of that file succeeds and does nothing",
            "force"),
    /** A force succeeds and does nothing: seen when the power is lost. */
    DISK_LYING(Place.DISK, "a force of the disk succeeds and does nothing", "force-names", "force"),
    /** A file is not there any more. */
    DISK_VANISHED(Place.DISK, "a file vanishes", "open");

    /** What it strikes. */
    enum Place {
        /** A component, or one instance. */
        COMPONENT,
        /** Who a message is for. */
        ADDRESSEE,
        /** An operation of the disk. */
        DISK,
        /** Not in the runtime: whoever runs an example, a drill or a simulation makes it. */
        ELSEWHERE
    }

    private static final List<String> DISK_OPERATIONS =
            List.of("list", "create", "open", "rename", "delete", "force-names", "read", "write", "allocate", "force");

    private final Place place;
    private final String what;

    @SuppressWarnings("ImmutableEnumChecker") // it is: List.of
    private final List<String> operations;

    /** @param operations of a fault of the disk, those that it can strike; all if none is named */
    InjectedFault(Place place, String what, String... operations) {
        this.place = place;
        this.what = what;
        this.operations = List.of(operations);
    }

    /** What happens, for people. */
    public String what() {
        return what;
    }

    Place place() {
        return place;
    }

    /** The operations of a disk that it can strike; none if it is no fault of the disk. */
    public List<String> operations() {
        return place == Place.DISK && operations.isEmpty() ? DISK_OPERATIONS : operations;
    }

    /** True when the runtime injects it, as {@code holdfast.faults} says; the others are made by who runs the application. */
    public boolean byRuntime() {
        return place != Place.ELSEWHERE;
    }

    /** True when it ends by itself after a time, {@code lasts}. */
    public boolean takesTime() {
        return this == HANG || this == WRITE_LATE || this == MESSAGE_LATE || this == DISK_SLOW || this == DISK_FULL;
    }

    /** As written in the configuration, in options and in output. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The fault of that text; empty when there is none. */
    public static Optional<InjectedFault> ofText(String text) {
        return Arrays.stream(values())
                .filter(fault -> fault.text().equals(text))
                .findFirst();
    }

    static List<String> textsByRuntime() {
        return Arrays.stream(values())
                .filter(InjectedFault::byRuntime)
                .map(InjectedFault::text)
                .toList();
    }
}
