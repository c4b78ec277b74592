package dev.holdfast.persistence.journal;

/**
 * A write was refused because another incarnation has taken the journal over: its sequence number is not above the
 * highest, or its writer was refused before. Nothing of it is stored. The refusal is a rejection, not a failure, so that
 * it opens no circuit breaker for others (K3).
 */
public final class StaleWriterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says who was refused, and why. */
    public StaleWriterException(String message) {
        super(message);
    }
}
