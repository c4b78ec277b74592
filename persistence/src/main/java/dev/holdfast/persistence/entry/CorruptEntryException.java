package dev.holdfast.persistence.entry;

/** Bytes that should be an entry are none, or are one of a format this version cannot read. */
public final class CorruptEntryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what misfits. */
    public CorruptEntryException(String message) {
        super(message);
    }
}
