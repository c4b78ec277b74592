package dev.holdfast.persistence.log;

import org.jspecify.annotations.Nullable;

/**
 * The log takes nothing more: it was closed, or a write or force failed, which is then the cause. After a failure it is
 * not known whether the last appends were stored; opening the log again finds out.
 */
public final class LogClosedException extends LogException {

    private static final long serialVersionUID = 1;

    public LogClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static LogClosedException failed(String log, Throwable cause) {
        return new LogClosedException(
                "Log " + log + " closed itself because storing failed (" + cause + "). Whether the last appends were"
                        + " stored is not known, and trying again would not tell; reads of what was durable go on. Check"
                        + " the disk and open the log again",
                cause);
    }

    static LogClosedException withoutSpace(String log) {
        return new LogClosedException(
                "Log " + log + " was closed while it waited for space; what was not acknowledged by then is not stored,"
                        + " but for the last appends, of which that is not known. Free space and open it again",
                null);
    }

    static LogClosedException asked(String log) {
        return new LogClosedException("Log " + log + " was closed; nothing more is stored. Open it again", null);
    }
}
