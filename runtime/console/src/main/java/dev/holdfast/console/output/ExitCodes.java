package dev.holdfast.console.output;

/** How a command ends. */
public final class ExitCodes {
    /** All is well. */
    public static final int OK = 0;

    /** It could not be done. */
    public static final int FAILED = 1;

    /** Wrong use. */
    public static final int USAGE = 2;

    /** It could be done, and the verdict is negative: invalid, corrupt. */
    public static final int NEGATIVE = 3;

    /** Whether it was done is not known. */
    public static final int UNKNOWN = 4;

    /** It must not be done, and nothing was. */
    public static final int REFUSED = 6;

    private ExitCodes() {}
}
