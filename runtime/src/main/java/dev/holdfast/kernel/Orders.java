package dev.holdfast.kernel;

import dev.holdfast.operator.Mandate;
import dev.holdfast.operator.RollbackPlan;
import dev.holdfast.persistence.entry.Range;
import dev.holdfast.persistence.entry.Voids;
import dev.holdfast.recovery.Fault;
import java.util.List;
import java.util.Optional;

/**
 * What an incarnation is to do while it takes a component over. All that changes the past, or the present other than by a
 * command, is ordered so: the incarnation folds what is stored, leaves out what it is to void, corrects, and writes all of
 * that with its epoch as one atomic group (R4). If it cannot, nothing is written.
 *
 * @param from from what it may begin at best
 * @param version how many alternates may apply an event that the component's own code cannot apply
 * @param voids what to void
 * @param forward the fault for which to correct the state, should an invariant not hold
 * @param plan the operator's plan that it carries out, if it carries one out
 */
record Orders(From from, int version, List<Voiding> voids, Optional<Fault> forward, Optional<Planned> plan) {

    /** Nothing but to take over, from wherever that is quickest. */
    static final Orders NONE = new Orders(From.MEMORY, 0, List.of(), Optional.empty(), Optional.empty());

    /** What is in memory may be wrong. */
    static final Orders FRESH = new Orders(From.CHECKPOINT, 0, List.of(), Optional.empty(), Optional.empty());

    /** What was in memory was wrong, for how long is not known; so checkpoints that were made of it may be, too. */
    static final Orders WHOLE = new Orders(From.JOURNAL, 0, List.of(), Optional.empty(), Optional.empty());

    Orders {
        voids = List.copyOf(voids);
    }

    /** What a fold may begin at, from the least careful to the most. */
    enum From {
        /** A state kept in memory, else a checkpoint. */
        MEMORY,
        /** A checkpoint. */
        CHECKPOINT,
        /** Nothing but the first entry. */
        JOURNAL
    }

    /**
     * Units of events to void.
     *
     * @param ranges their revisions, ascending
     * @param why the reason, for people
     * @param by who wants it
     * @param fault the fault for which, if for one
     */
    record Voiding(List<Range> ranges, String why, String by, Optional<String> fault) {
        Voiding {
            ranges = List.copyOf(ranges);
        }
    }

    /**
     * An operator's plan.
     *
     * @param plan what was planned; it is carried out only if the component stands where it stood then
     * @param order the id in the ledger of the order to carry it out
     */
    record Planned(RollbackPlan plan, String order) {}

    /** What an operator's plan is. */
    static Orders of(RollbackPlan plan, Mandate mandate, String order) {
        Voiding voiding = new Voiding(plan.voids().ranges(), mandate.why(), mandate.by(), Optional.of(order));
        return new Orders(
                From.CHECKPOINT, 0, List.of(voiding), Optional.empty(), Optional.of(new Planned(plan, order)));
    }

    /** For what a correction is recorded, if one is ordered. */
    Optional<String> correctsFor() {
        return forward.map(Fault::id)
                .or(() -> plan.filter(planned -> planned.plan().corrects()).map(Planned::order));
    }

    /** The revisions to void. */
    List<Range> ranges() {
        return voids.stream().flatMap(voiding -> voiding.ranges().stream()).toList();
    }

    /** What is left of them when all this is voided: a write of which nothing was heard may have been stored. */
    Orders without(Voids voided) {
        List<Voiding> left = voids.stream()
                .filter(voiding -> !voiding.ranges().stream().allMatch(voided::covers))
                .toList();
        return new Orders(from, version, left, forward, plan);
    }

    Orders withVersion(int alternates) {
        return new Orders(from, alternates, voids, forward, plan);
    }

    /** On a fold of the whole journal: only what shows there is not memory that was corrupted, and may be corrected (R1). */
    Orders forwarding(Fault fault) {
        return new Orders(From.JOURNAL, version, voids, Optional.of(fault), plan);
    }

    Orders voiding(List<Voiding> units) {
        return new Orders(from == From.MEMORY ? From.CHECKPOINT : from, version, units, forward, plan);
    }

    /** The same, but that only the journal is believed. */
    Orders whole() {
        return new Orders(From.JOURNAL, version, voids, forward, plan);
    }
}
