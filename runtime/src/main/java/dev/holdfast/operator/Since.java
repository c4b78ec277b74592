package dev.holdfast.operator;

import dev.holdfast.persistence.entry.Corrected;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Entry.EffectSettled;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.persistence.entry.QuarantineResolved;
import dev.holdfast.persistence.entry.Range;
import dev.holdfast.persistence.entry.Voided;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has happened to a component since a plan was made for it. That another incarnation took it over, or that effects
 * were settled, changes nothing a plan speaks of; all else does. For one thread.
 */
public final class Since {

    private static final int NAMED = 5;

    private final RollbackPlan plan;
    private final List<String> first = new ArrayList<>();
    private Optional<String> before = Optional.empty();
    private boolean reached;
    private long more;

    /** Nothing is known yet. */
    public Since(RollbackPlan plan) {
        this.plan = plan;
    }

    /**
     * Sees the next entry of the journal; all from the plan's head on must be seen.
     *
     * @param hash the hash it carries
     */
    public void see(long sequence, HistoryHash hash, Entry entry) {
        Head head = plan.head();
        if (sequence == head.sequence()) {
            reached = hash.equals(head.hash());
        } else if (sequence > head.sequence()) {
            take(sequence, entry.content());
        }
    }

    private void take(long sequence, Content content) {
        if (content instanceof EpochStarted || content instanceof EffectSettled) {
            return;
        }
        if (content instanceof Voided voided && takesOfThePlan(voided)) {
            before = Optional.of(
                    voided.ranges() + " by entry " + sequence + " (" + voided.by() + ": " + voided.why() + ")");
        } else if (content instanceof Voided voided) {
            name(voided.ranges() + " voided by " + voided.by());
        } else if (content instanceof Committed committed) {
            committed.outcomes().forEach(this::name);
        } else if (content instanceof Corrected corrected) {
            corrected.outcome().ifPresent(this::name);
            name("a correction for fault " + corrected.fault());
        } else if (content instanceof QuarantineResolved resolved) {
            name(resolved.sender() + "#" + resolved.number() + " in quarantine resolved by " + resolved.by());
        } else {
            name("entry " + sequence);
        }
    }

    private boolean takesOfThePlan(Voided voided) {
        return voided.ranges().stream()
                .anyMatch(range -> plan.voids().ranges().stream().anyMatch(range::overlaps));
    }

    private void name(Outcome outcome) {
        name("command " + outcome.sender() + "#" + outcome.number());
    }

    private void name(String what) {
        if (first.size() < NAMED) {
            first.add(what);
        } else {
            more++;
        }
    }

    /** Why the plan cannot be applied any more, once all entries were seen; empty when it can. */
    public Optional<OrderRefused> refusal() {
        return before.map(voided -> already(plan, voided)).or(this::moved);
    }

    private Optional<OrderRefused> moved() {
        if (!reached) {
            return Optional.of(new OrderRefused("the journal of " + plan.component() + " has not the entry "
                    + plan.head().sequence() + " that the plan was made for: it is another journal, or lost its end;"
                    + " nothing was voided"));
        }
        if (first.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new OrderRefused("the plan for " + plan.component() + " is stale: since it was made, at revision "
                        + plan.head().revision() + ", there came " + String.join(", ", first)
                        + (more > 0 ? " and " + more + " more" : "") + "; nothing was voided. Plan again"));
    }

    private static OrderRefused already(RollbackPlan plan, String voided) {
        return new OrderRefused("what the plan for " + plan.component() + " takes was voided already: " + voided
                + "; nothing was voided now");
    }

    /** The refusal of a plan whose revisions are voided already. */
    public static OrderRefused already(RollbackPlan plan, List<Range> voided) {
        return already(plan, voided.toString());
    }
}
