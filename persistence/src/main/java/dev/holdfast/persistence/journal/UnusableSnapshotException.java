package dev.holdfast.persistence.journal;

/**
 * Snapshots of an actor exist, and none of those it asked for can be used. It is not told that there are none: it would
 * then replay all events, and those before a snapshot may have been deleted. Where they never are, {@code
 * snapshot-is-optional} lets it.
 */
public final class UnusableSnapshotException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableSnapshotException(String message) {
        super(message);
    }
}
