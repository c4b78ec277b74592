package dev.holdfast.kernel;

/**
 * In which manner a command is tried.
 *
 * @param version of its decider: 0 is the primary, others the alternates
 * @param applying events are applied by their primary and, where that throws, by the alternates up to this one
 * @param correcting whether the declared correction is applied where its events break an invariant. Only on a state that
 *     was folded anew (R1)
 */
record Attempt(int version, int applying, boolean correcting) {

    /** As every command is tried first. */
    static final Attempt FIRST = new Attempt(0, false);

    /** Refuses a negative version. */
    Attempt {
        if (version < 0 || applying < 0) {
            throw new IllegalArgumentException(
                    "versions count from 0, the primary; there is none " + Math.min(version, applying));
        }
    }

    /** Events are applied in the version of the decider. */
    Attempt(int version, boolean correcting) {
        this(version, version, correcting);
    }

    /** The same in a component whose events were found to need alternates up to this one. */
    Attempt applyingAtLeast(int alternates) {
        return new Attempt(version, Math.max(applying, alternates), correcting);
    }
}
