package dev.holdfast.testkit.history;

/**
 * A command that was presented.
 *
 * @param component to which
 * @param command what
 * @param called when, as the number of the call or answer in the history
 * @param answered when the answer came; {@link #NEVER} if it is not known what came of it
 * @param answer what the caller was told
 */
public record Invocation<C, R>(String component, C command, long called, long answered, Answer<R> answer) {

    /** After everything else. */
    public static final long NEVER = Long.MAX_VALUE;

    /**
     * Checks itself.
     *
     * @throws IllegalArgumentException if it is answered before it is called, or what is unknown is answered
     */
    public Invocation {
        if (answered <= called) {
            throw new IllegalArgumentException("answered at " + answered + ", but called at " + called);
        }
        if (answer instanceof Answer.Unknown<R> != (answered == NEVER)) {
            throw new IllegalArgumentException(
                    "what is unknown, and nothing else, is never answered: " + answer + " at " + answered);
        }
    }
}
