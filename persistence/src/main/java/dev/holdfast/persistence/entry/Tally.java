package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Outcome.Completed;
import dev.holdfast.persistence.entry.Outcome.Quarantined;
import dev.holdfast.persistence.entry.Outcome.Result;

/**
 * How many commands came to what (K7: accepted = completed + rejected + quarantined).
 *
 * @param completed how many were executed
 * @param rejected how many the component refused
 * @param quarantined how many were set aside
 * @param voided how many of the completed were voided since: their events count no more
 */
public record Tally(long completed, long rejected, long quarantined, long voided) {

    /** Nothing counted yet. */
    public static final Tally NONE = new Tally(0, 0, 0, 0);

    /** How many commands were accepted, which is all that were journaled. */
    public long accepted() {
        return completed + rejected + quarantined;
    }

    /** With one more outcome. */
    public Tally plus(Result result) {
        if (result instanceof Completed) {
            return new Tally(completed + 1, rejected, quarantined, voided);
        }
        return result instanceof Quarantined
                ? new Tally(completed, rejected, quarantined + 1, voided)
                : new Tally(completed, rejected + 1, quarantined, voided);
    }

    /** With some of the completed voided. */
    Tally plusVoided(long more) {
        return new Tally(completed, rejected, quarantined, voided + more);
    }

    /** The sum of two. */
    public Tally plus(Tally other) {
        return new Tally(
                completed + other.completed,
                rejected + other.rejected,
                quarantined + other.quarantined,
                voided + other.voided);
    }
}
