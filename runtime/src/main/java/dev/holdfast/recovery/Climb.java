package dev.holdfast.recovery;

import dev.holdfast.config.Rung;
import java.util.List;

/**
 * How far a fault has come on its ladder: a rung that fails or recurs gives way to the next. After the last rung, the
 * component is parked: nothing is guessed.
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
     * @param rung what to do
     * @param climb where the fault then stands, should it recur
     */
    public record Step(Rung rung, Climb climb) {}

    /**
     * What to do next.
     *
     * @param ladder the rungs for this fault
     * @param stateIntact whether a retry may take place without a new incarnation
     * @param mayRestart whether the restart intensity leaves room for a new incarnation
     */
    public Step next(List<Rung> ladder, boolean stateIntact, boolean mayRestart) {
        for (int i = rung; i < ladder.size(); i++) {
            int taken = i == rung ? times : 0;
            if (isOpen(ladder.get(i), taken, stateIntact, mayRestart)) {
                return new Step(ladder.get(i), new Climb(i, taken + 1));
            }
        }
        return new Step(new Rung.Park(), new Climb(ladder.size(), 1));
    }

    private static boolean isOpen(Rung rung, int taken, boolean stateIntact, boolean mayRestart) {
        if (rung instanceof Rung.Retry retry) {
            return taken < retry.times() && (stateIntact || mayRestart);
        }
        if (rung instanceof Rung.RollBack) {
            return taken < 1 && mayRestart;
        }
        return true;
    }
}
