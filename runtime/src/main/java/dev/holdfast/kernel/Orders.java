package dev.holdfast.kernel;

import dev.holdfast.persistence.entry.Range;
import dev.holdfast.recovery.Fault;
import java.util.List;
import java.util.Optional;

/**
 * What an incarnation is to do while it takes a component over. All that changes the past, or the present other than by a
 * command, is ordered so: the incarnation folds what is stored, leaves out what it is to void, corrects, and writes all of
 * that with its epoch as one atomic group (R4). If it cannot, nothing is written.
 *
 * @param fresh whether it must not start from a state that was in memory
 * @param version how many alternates may apply an event that the component's own code cannot apply
 * @param voids what to void
 * @param forward the fault for which to correct the state, should an invariant not hold
 */
record Orders(boolean fresh, int version, List<Voiding> voids, Optional<Fault> forward) {

    /** Nothing but to take over, from wherever that is quickest. */
    static final Orders NONE = new Orders(false, 0, List.of(), Optional.empty());

    /** Nothing in memory is trusted. */
    static final Orders FRESH = new Orders(true, 0, List.of(), Optional.empty());

    Orders {
        voids = List.copyOf(voids);
    }

    /**
     * Units of events to void.
     *
     * @param range their revisions
     * @param why the reason, for people
     * @param by who wants it
     * @param fault the fault for which, if for one
     */
    record Voiding(Range range, String why, String by, Optional<String> fault) {}

    /** The revisions to void. */
    List<Range> ranges() {
        return voids.stream().map(Voiding::range).toList();
    }

    Orders withVersion(int alternates) {
        return new Orders(fresh, alternates, voids, forward);
    }

    /** On a fresh fold: the correction is only for what shows there (R1). */
    Orders forwarding(Fault fault) {
        return new Orders(true, version, voids, Optional.of(fault));
    }

    Orders voiding(List<Voiding> units) {
        return new Orders(true, version, units, forward);
    }
}
