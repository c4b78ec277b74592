package dev.holdfast.persistence.entry;

/**
 * The entries of a journal do not form a history: one is missing, damaged, out of order, or was written by an
 * incarnation that had been replaced. Nothing may be served from it.
 */
public final class BrokenHistoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says which journal breaks where, and how. */
    public BrokenHistoryException(String message) {
        super(message);
    }
}
