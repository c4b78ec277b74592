package dev.holdfast.persistence.file;

import dev.holdfast.config.InjectedFault;
import java.util.Locale;

/** What can go wrong in one operation of a {@link FaultyDisk}. */
public enum DiskFault {
    /** It fails and does nothing. */
    FAILED,
    /** It does a part, from the begin on: a write then fails, a read just ends. */
    SHORT,
    /** A write does any of its sectors and fails. */
    TORN,
    /** The disk is full from now on, until {@link FaultyDisk#free}. */
    FULL,
    /** It takes long. */
    SLOW,
    /** One bit of what is read is the other one, this time. */
    MISREAD,
    /** One bit of what is written is the other one. */
    MISWRITTEN,
    /** A write succeeds and does nothing. */
    LOST,
    /** A write succeeds at another place in the file. */
    MISDIRECTED,
    /** A force fails, and every later one of that file succeeds and does nothing: worse than Linux, which forgets once. */
    FORGETFUL,
    /** A force succeeds and does nothing. */
    LYING,
    /** The file is not there any more. */
    VANISHED;

    /** What a disk is asked to do. */
    public enum Operation {
        LIST,
        CREATE,
        OPEN,
        RENAME,
        DELETE,
        FORCE_NAMES,
        READ,
        WRITE,
        ALLOCATE,
        FORCE;

        private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** Its name where faults are injected. */
        String text() {
            return text;
        }
    }

    private final InjectedFault injected = InjectedFault.valueOf("DISK_" + name());

    /** Its name where faults are injected. */
    InjectedFault injected() {
        return injected;
    }

    /** Whether it can happen in this operation. */
    public boolean concerns(Operation operation) {
        return injected.operations().contains(operation.text());
    }

    /** Whether the disk then breaks its word: what it said is stored is not. */
    public boolean breaksTheDisksWord() {
        return switch (this) {
            case FAILED, SHORT, TORN, FULL, SLOW, MISREAD, FORGETFUL -> false;
            case MISWRITTEN, LOST, MISDIRECTED, LYING, VANISHED -> true;
        };
    }
}
