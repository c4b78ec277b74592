package dev.holdfast.persistence.journal;

/** A record of the log is whole, yet cannot be read as what it should be; reading it again gives the same. */
public final class UnreadableRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableRecordException(String message) {
        super(message);
    }

    public UnreadableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
