package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Voided.Revoked;
import java.util.List;
import java.util.Optional;

/**
 * What it means to void revisions: whole units, the replies that this revokes, and the commands that forbid it. Made by a
 * {@link VoidPlanner} from what the journal holds.
 *
 * @param ranges the revisions it takes, widened to whole units, without those voided before; empty when all were
 * @param replies the replies it revokes, ascending
 * @param forbidding the commands it would take that cause effects, ascending: until these can be compensated, a plan that
 *     has one cannot be carried out
 */
public record VoidPlan(List<Range> ranges, List<Revoked> replies, List<Forbidding> forbidding) {

    public VoidPlan {
        ranges = List.copyOf(ranges);
        replies = List.copyOf(replies);
        forbidding = List.copyOf(forbidding);
    }

    /**
     * A command that causes effects, so that its events cannot be voided.
     *
     * @param sender who presented it
     * @param number its number
     * @param revisions its events
     * @param effects its effects
     */
    public record Forbidding(String sender, long number, Range revisions, List<Effect> effects) {
        public Forbidding {
            effects = List.copyOf(effects);
        }
    }

    /**
     * Why revisions are voided.
     *
     * @param why the reason, for people
     * @param by who has it done: an operator's name, or the runtime's rung
     * @param fault the id of the fault it mends, if it mends one
     */
    public record Reason(String why, String by, Optional<String> fault) {}

    /** Whether it changes nothing. */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether it may be carried out: no command it takes causes effects. */
    public boolean isAllowed() {
        return forbidding.isEmpty();
    }

    /**
     * The entries that carry it out, as one group: more than one when the replies are many.
     *
     * @param reason why it is done
     * @param sequence the sequence number at which the first will stand
     * @param previous the sequence number of the last {@code Voided} entry of the journal, 0 when there is none
     * @param maxBytes about how large an entry may be; one that revokes a single reply may be larger
     * @throws IllegalStateException when it is not allowed, or empty
     */
    public List<Voided> entries(Reason reason, long sequence, long previous, int maxBytes) {
        if (!isAllowed() || isEmpty()) {
            throw new IllegalStateException("this plan voids nothing, or what must not be voided: " + this);
        }
        return new VoidedSplit(reason, maxBytes, sequence, previous).split(ranges, replies);
    }
}
