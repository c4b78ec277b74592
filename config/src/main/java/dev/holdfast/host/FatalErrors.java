package dev.holdfast.host;

/**
 * What no JVM survives, above all {@code OutOfMemoryError}: after it, any object may be half made, so nothing may go on.
 * Pekko ends the JVM when an actor throws one; Holdfast's own threads do the same.
 */
public final class FatalErrors {

    /** The exit code of a JVM ended by a fatal error, as Pekko has it. */
    public static final int EXIT_CODE = 255;

    private FatalErrors() {}

    /** True for what must end the JVM. A {@code StackOverflowError} leaves the heap as it was and is none. */
    public static boolean isFatal(Throwable thrown) {
        return thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError);
    }

    /** Throws what was caught on, if it is fatal. */
    public static void rethrow(Throwable thrown) {
        if (isFatal(thrown)) {
            throw (VirtualMachineError) thrown;
        }
    }

    /** Ends the JVM at once. */
    static void halt(Throwable thrown) {
        System.err.println(
                "Holdfast: fatal error on " + Thread.currentThread().getName() + ", the JVM is halted: " + thrown);
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
