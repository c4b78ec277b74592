package dev.holdfast.testkit.world;

/** Something happened outside of a world's time or threads; the run would not be repeated by its seed. */
public final class Unsimulated extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param where the stack of whoever did it */
    Unsimulated(String message, StackTraceElement[] where) {
        super(message);
        setStackTrace(where);
    }
}
