package dev.holdfast.recovery;

import dev.holdfast.config.Rung;
import java.util.List;

/**
 * How far a fault has come on its ladder: a rung that fails or recurs gives way to the next, one that cannot be taken is
 * passed over. After the last rung, the component is parked: nothing is guessed.
 *
 * @param rung the index of the rung last taken
 * @param times how often it was taken
 */
public record Climb(int rung, int times) {

    /** Before the first rung. */
    public static final Climb START = new Climb(0, 0);

    /**
     * A rung to take, and where that leads.
     *
     * @param rung what to do; of {@code alternate}, the version whose number {@code climb} has as {@code times}, the first
     *     alternate being 1
     * @param climb where the fault then stands, should it recur
     * @param restart whether it takes a restart, to be counted against the restart intensity: a new incarnation because the
     *     one there is cannot be trusted. One that is started only to write a correction or a void, or to run another
     *     version of the code, is not counted: the rung below a restart has mended the fault.
     */
    public record Step(Rung rung, Climb climb, boolean restart) {}

    /**
     * What to do next.
     *
     * @param ladder the rungs for this fault
     * @param means what there is to take them with
     */
    public Step next(List<Rung> ladder, Means means) {
        for (int i = rung; i < ladder.size(); i++) {
            int taken = i == rung ? times : 0;
            Rung candidate = ladder.get(i);
            if (isOpen(candidate, taken, means)) {
                return new Step(candidate, new Climb(i, taken + 1), isRestart(candidate, means));
            }
        }
        return new Step(new Rung.Park(), new Climb(ladder.size(), 1), false);
    }

    /**
     * Whether a rung can be taken once more. Roll-forward, alternate and void-command work on a fresh fold, so that the
     * state in memory does not matter (R1, R2); that each is taken once, or once per version, is what bounds them.
     */
    private static boolean isOpen(Rung rung, int taken, Means means) {
        if (rung instanceof Rung.Retry retry) {
            return taken < retry.times() && means.command() && (means.stateIntact() || means.mayRestart());
        }
        if (rung instanceof Rung.RollBack) {
            return taken < 1 && means.mayRestart();
        }
        if (rung instanceof Rung.RollForward) {
            return taken < 1 && means.corrects();
        }
        if (rung instanceof Rung.Alternate) {
            return taken < means.alternates();
        }
        if (rung instanceof Rung.VoidCommand) {
            return taken < 1 && means.mayVoid();
        }
        return rung instanceof Rung.Park || means.command();
    }

    private static boolean isRestart(Rung rung, Means means) {
        boolean ofCommand = rung instanceof Rung.Retry || rung instanceof Rung.QuarantineCommand;
        return rung instanceof Rung.RollBack || (ofCommand && !means.stateIntact());
    }
}
