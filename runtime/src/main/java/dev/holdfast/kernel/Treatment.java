package dev.holdfast.kernel;

import dev.holdfast.recovery.Fault;

/** How a kernel is to treat a command, after what the command met before. */
sealed interface Treatment {

    /** Every command's first treatment. */
    Treatment FIRST = new Try(0);

    /**
     * Execute it.
     *
     * @param version 0 for the component's own code, above for its alternates
     */
    record Try(int version) implements Treatment {}

    /**
     * Roll forward: execute it on a state that was folded anew from what is stored. Should the fault show again, the
     * component's correction is written; if it is gone, memory was corrupted, and nothing is corrected (R1).
     *
     * @param fault the fault, for which the correction is recorded
     */
    record Forward(Fault fault) implements Treatment {}

    /**
     * Quarantine it.
     *
     * @param fault the fault for which
     */
    record SetAside(Fault fault) implements Treatment {}
}
