package dev.holdfast.kernel;

/**
 * A component's own code does not make a state of its journal, or not one that can be written as JSON. The journal is as it
 * was; the message says which code failed, where, and what to do.
 */
public final class UnfoldableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfoldableException(String message, Throwable cause) {
        super(message, cause);
    }
}
