package dev.holdfast.persistence.checkpoint;

import org.jspecify.annotations.Nullable;

/**
 * A checkpoint store cannot do what it was asked to. The message names the directory, the cause, the consequence and a
 * way out.
 */
public final class CheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CheckpointException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
