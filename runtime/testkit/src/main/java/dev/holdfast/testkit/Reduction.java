package dev.holdfast.testkit;

import dev.holdfast.testkit.world.Deviation;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for the least that makes a run fail: leaves out ever smaller parts of where it deviated from the straight way, as
 * long as it still fails in the same way (delta debugging, Zeller 2002).
 */
final class Reduction {

    private final Scenario scenario;
    private int runsLeft;
    private Run least;

    private Reduction(Scenario scenario, Run failed, int runs) {
        this.scenario = scenario;
        this.least = failed;
        this.runsLeft = runs;
    }

    /**
     * The least that was found.
     *
     * @param failed a run that failed
     * @param runs how many to try at most
     */
    static Run of(Scenario scenario, Run failed, int runs) {
        Reduction reduction = new Reduction(scenario, failed, runs);
        reduction.reduce();
        return reduction.least;
    }

    private void reduce() {
        if (failsWith(List.of())) {
            return;
        }
        int parts = 2;
        while (least.deviations().size() > 1 && runsLeft > 0) {
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

    private boolean withoutOnePart(int size) {
        List<Deviation> all = least.deviations();
        for (int begin = 0; begin < all.size() && runsLeft > 0; begin += size) {
            List<Deviation> rest = new ArrayList<>(all.subList(0, begin));
            rest.addAll(all.subList(Math.min(all.size(), begin + size), all.size()));
            if (failsWith(rest)) {
                return true;
            }
        }
        return false;
    }

    private boolean failsWith(List<Deviation> deviations) {
        runsLeft--;
        Run run = Run.of(least.plan().with(deviations), scenario);
        boolean smaller = run.failsAs(least)
                && run.deviations().size() < least.deviations().size();
        if (smaller) {
            least = run;
        }
        return smaller;
    }
}
