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
    HANG(Place.COMPONENT, "deciding on a command hangs"),
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
    WRITE_UNHEARD(Place.COMPONENT, "a write is stored, but its acknowledgement is lost"),
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
    DISK_SHORT(Place.DISK, "a read or write of the disk does a part"),
    /** A write does any of its sectors and fails. */
    DISK_TORN(Place.DISK, "a write of the disk does some of its sectors and fails"),
    /** The disk is full for a time. */
    DISK_FULL(Place.DISK, "the disk is full"),
    /** An operation of the disk takes long. */
    DISK_SLOW(Place.DISK, "an operation of the disk takes long"),
    /** One bit of what is read is the other one, this time. */
    DISK_MISREAD(Place.DISK, "a bit is read wrong"),
    /** One bit of what is written is the other one. */
    DISK_MISWRITTEN(Place.DISK, "a bit is written wrong"),
    /** A write succeeds and does nothing. */
    DISK_LOST(Place.DISK, "a write of the disk succeeds and does nothing"),
    /** A write succeeds at another place in the file. */
    DISK_MISDIRECTED(Place.DISK, "a write of the disk goes to another place"),
    /** A force fails, and later ones succeed without forcing what it was to force. */
    DISK_FORGETFUL(Place.DISK, "a force of the disk fails, and what it was to force is lost"),
    /** A force succeeds and does nothing. */
    DISK_LYING(Place.DISK, "a force of the disk succeeds and does nothing"),
    /** A file is not there any more. */
    DISK_VANISHED(Place.DISK, "a file vanishes");

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

    private final Place place;
    private final String what;

    InjectedFault(Place place, String what) {
        this.place = place;
        this.what = what;
    }

    /** What happens, for people. */
    public String what() {
        return what;
    }

    Place place() {
        return place;
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
