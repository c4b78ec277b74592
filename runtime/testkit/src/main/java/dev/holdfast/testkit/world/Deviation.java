package dev.holdfast.testkit.world;

/** Where a run left the straight way: the first in line next, and no faults. */
public sealed interface Deviation {

    /**
     * Something else than the first in line happened next.
     *
     * @param step the number of the step
     * @param place which one in line, the first being 0
     * @param what it was
     */
    record Turn(long step, int place, String what) implements Deviation {
        @Override
        public String toString() {
            return "step " + step + ": number " + place + " in line first, " + what;
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
