package dev.holdfast.testkit.world;

/** Where a run left the straight way: the first in line next, and no faults. */
public sealed interface Deviation {

    /**
     * Something else than the first in line happened next.
     *
     * @param step the number of the step
     * @param place how many stood before it in line
     * @param node whose step it was
     * @param what it was
     */
    record Turn(long step, int place, int node, String what) implements Deviation {

        /** Its text is made when it is asked for: there are many, and few are ever looked at. */
        static Turn of(long number, int place, Step step) {
            String what = step.what().isEmpty() ? "an actor" : step.what();
            return new Turn(number, place, step.node(), what);
        }

        @Override
        public String toString() {
            return "step " + step + ": " + what + " of node " + node + ", before " + place + " that had waited longer";
        }
    }

    /**
     * A fault.
     *
     * @param number of the occasion, counted from 1
     * @param what the fault
     */
    record Fault(long number, String what) implements Deviation {
        @Override
        public String toString() {
            return "occasion " + number + ": " + what;
        }
    }
}
