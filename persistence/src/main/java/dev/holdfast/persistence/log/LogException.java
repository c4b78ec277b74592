package dev.holdfast.persistence.log;

import org.jspecify.annotations.Nullable;

/** A log cannot do what it was asked to. The message names the directory, the cause, the consequence and a way out. */
public class LogException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LogException(String message) {
        super(message);
    }

    public LogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
