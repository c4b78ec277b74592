package dev.holdfast.kernel;

/**
 * Notices a write that takes too long, with one timer per period and not one per write: a write is given up when it was
 * under way at two looks in a row. So it may take from one to two periods. For one thread.
 */
final class WriteWatch {

    private long begun;
    private long ended;
    private long seen;
    private boolean looking;

    /** What a look shows. */
    enum Look {
        /** Nothing is being written; the next write begins the looks again. */
        IDLE,
        /** All is well so far: look again after a period. */
        GOES_ON,
        /** The write has not ended since the last look. */
        STUCK
    }

    /** A write begins; true when the first look is to be taken after a period. */
    boolean begins() {
        begun++;
        boolean first = !looking;
        if (first) {
            seen = begun;
        }
        looking = true;
        return first;
    }

    /** The write has ended. */
    void ends() {
        ended = begun;
    }

    /**
     * A look, a period after the last one.
     *
     * @param mayTakeLong whether there is a reason for a write to take long
     */
    Look look(boolean mayTakeLong) {
        if (begun == ended) {
            looking = false;
            return Look.IDLE;
        }
        if (begun == seen && !mayTakeLong) {
            return Look.STUCK;
        }
        seen = begun;
        return Look.GOES_ON;
    }
}
