package dev.holdfast.testkit;

import dev.holdfast.testkit.world.Deviation;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for the least that makes a run fail: leaves out ever smaller parts of where it deviated from the default schedule,
 * as long as it still fails in the same way (delta debugging, Zeller and Hildebrandt 2002).
 */
final class Reduction {

    private static final int MOST_RUNS = 400;

    /** As many as so many runs as long as the first one take: shorter ones may be more. */
    private static final int MOST_TIMES = 20;

    private static final long STEPS = 1_000_000;

    private final Scenario scenario;
    private int runsLeft = MOST_RUNS;
    private long stepsLeft;
    private Run least;

    private Reduction(Scenario scenario, Run failed) {
        this.scenario = scenario;
        this.least = failed;
        this.stepsLeft = Math.max(STEPS, MOST_TIMES * failed.steps());
    }

    /** The least that was found. */
    static Run of(Scenario scenario, Run failed) {
        Reduction reduction = new Reduction(scenario, failed);
        reduction.reduce();
        return reduction.least;
    }

    private void reduce() {
        if (failsWith(List.of())) {
            return;
        }
        int parts = 2;
        while (least.deviations().size() > 1 && isLeft()) {
            int size = (least.deviations().size() + parts - 1) / parts;
            if (withoutOnePart(size)) {
                parts = Math.max(2, parts - 1);
            } else if (size == 1) {
                return;
            } else {
                parts = Math.min(least.deviations().size(), parts * 2);
            }
        }
    }

    private boolean isLeft() {
        return runsLeft > 0 && stepsLeft > 0;
    }

    private boolean withoutOnePart(int size) {
        List<Deviation> all = least.deviations();
        for (int begin = 0; begin < all.size() && isLeft(); begin += size) {
            List<Deviation> rest = new ArrayList<>(all.subList(0, begin));
            rest.addAll(all.subList(Math.min(all.size(), begin + size), all.size()));
            if (failsWith(rest)) {
                return true;
            }
        }
        return false;
    }

    private boolean failsWith(List<Deviation> deviations) {
        Run run = Run.of(least.plan().with(deviations), scenario);
        runsLeft--;
        stepsLeft -= run.steps();
        boolean smaller = run.failsAs(least)
                && run.deviations().size() < least.deviations().size();
        if (smaller) {
            least = run;
        }
        return smaller;
    }
}
