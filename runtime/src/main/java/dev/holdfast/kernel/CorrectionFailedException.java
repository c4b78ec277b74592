package dev.holdfast.kernel;

/** A component could not be rolled forward: its correction failed, or left an invariant broken. */
final class CorrectionFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean inApply;

    CorrectionFailedException(String message, Throwable cause, boolean inApply) {
        super(message, cause);
        this.inApply = inApply;
    }

    /** The same as a failure to mend this fault: it has the fault's class among its causes, and so walks on its ladder. */
    CorrectionFailedException of(Throwable fault) {
        CorrectionFailedException failed = new CorrectionFailedException(String.valueOf(getMessage()), fault, inApply);
        failed.addSuppressed(this);
        return failed;
    }

    /** True when an event of the correction could not be applied; then the state is not to be trusted (R2). */
    boolean inApply() {
        return inApply;
    }
}
