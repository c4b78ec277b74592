package dev.holdfast.console.output;

/** A command cannot do what it was asked for. The message is one line, which says why and what to do. */
public final class ConsoleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Of a cause that needs no stack. */
    public ConsoleException(String message) {
        super(message);
    }
}
