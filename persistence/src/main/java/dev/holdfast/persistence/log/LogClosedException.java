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
}
