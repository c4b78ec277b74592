package dev.holdfast.recovery;

/**
 * What there is to mend a fault with, here and now: whether a rung can be taken at all.
 *
 * @param command whether the fault has a command to try again or to set aside
 * @param stateIntact whether that can be done in place, without a new incarnation (R2)
 * @param mayRestart whether the restart intensity leaves room for a restart
 * @param corrects whether the component declares a correction for what was thrown
 * @param alternates how many versions it declares, besides the first, of what failed
 * @param mayVoid whether the {@link PoisonBrake} lets it void the command of a poison event
 */
public record Means(
        boolean command, boolean stateIntact, boolean mayRestart, boolean corrects, int alternates, boolean mayVoid) {

    /** @throws IllegalArgumentException if the number of alternates is negative */
    public Means {
        if (alternates < 0) {
            throw new IllegalArgumentException("alternates = " + alternates + ": must be at least 0");
        }
    }
}
