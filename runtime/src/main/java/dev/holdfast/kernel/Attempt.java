package dev.holdfast.kernel;

/**
 * In which manner a command is tried.
 *
 * @param version of its decider: 0 is the primary, others the alternates. Events are applied by their primary and, where
 *     that throws, by the alternates up to this one
 * @param correcting whether the declared correction is applied where its events break an invariant. Only on a state that
 *     was folded anew (R1)
 */
record Attempt(int version, boolean correcting) {

    /** As every command is tried first. */
    static final Attempt FIRST = new Attempt(0, false);

    /** Refuses a negative version. */
    Attempt {
        if (version < 0) {
            throw new IllegalArgumentException("versions count from 0, the primary; there is none " + version);
        }
    }
}
