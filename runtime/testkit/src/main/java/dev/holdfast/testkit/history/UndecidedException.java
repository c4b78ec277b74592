package dev.holdfast.testkit.history;

/** Whether a history is right was not found out: the search for it grew too large. It says nothing against the history. */
public final class UndecidedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UndecidedException(String message) {
        super(message);
    }
}
