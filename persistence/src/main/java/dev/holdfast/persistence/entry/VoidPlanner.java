package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Outcome.Completed;
import dev.holdfast.persistence.entry.VoidPlan.Forbidding;
import dev.holdfast.persistence.entry.Voided.Revoked;
import java.util.ArrayList;
import java.util.List;

/**
 * Works out what it means to void revisions, from the entries that hold them. It needs memory for what it takes, not for
 * what it reads. For one thread.
 */
public final class VoidPlanner {

    private final Voids wanted;
    private final Voids already;
    private final boolean open;
    private final List<Range> ranges = new ArrayList<>();
    private final List<Revoked> replies = new ArrayList<>();
    private final List<Forbidding> forbidding = new ArrayList<>();
    private long revision;

    /**
     * A plan to be made.
     *
     * @param wanted the revisions to void; of what belongs together, any one
     * @param already what is voided already, and stays so
     * @param revision the revision before the first entry it will be given
     * @throws IllegalArgumentException when nothing is wanted, or something twice, or something up to {@code revision}
     */
    public VoidPlanner(List<Range> wanted, Voids already, long revision) {
        this(new Voids(wanted, 0), already, false, revision);
        if (wanted.isEmpty() || this.wanted.ranges().get(0).first() <= revision) {
            throw new IllegalArgumentException("revisions above " + revision + " can be voided here, asked for are "
                    + (wanted.isEmpty() ? "none" : wanted));
        }
    }

    private VoidPlanner(Voids wanted, Voids already, boolean open, long revision) {
        this.wanted = wanted;
        this.already = already;
        this.open = open;
        this.revision = revision;
    }

    /**
     * A plan to go back to a revision: to void all above it, however much it will be given.
     *
     * @param kept the last revision to be kept, from 0; what belongs together with one above it goes, too
     * @param already what is voided already, and stays so
     * @throws IllegalArgumentException when the revision is negative
     */
    public static VoidPlanner backTo(long kept, Voids already) {
        Range above = new Range(Math.addExact(kept, 1), Long.MAX_VALUE);
        return new VoidPlanner(new Voids(List.of(above), 0), already, true, 0);
    }

    /** Takes the next entry. */
    public void take(Content content) {
        for (Unit unit : Unit.of(content, revision)) {
            if (wanted.overlaps(unit.revisions())
                    && already.at(unit.revisions().first()).isEmpty()) {
                take(unit);
            }
            revision = unit.revisions().last();
        }
    }

    private void take(Unit unit) {
        add(unit.revisions());
        unit.outcome().ifPresent(outcome -> {
            if (outcome.result() instanceof Completed completed) {
                replies.add(new Revoked(outcome.sender(), outcome.number(), unit.revisions(), completed.reply()));
            }
            if (!unit.effects().isEmpty()) {
                forbidding.add(new Forbidding(outcome.sender(), outcome.number(), unit.revisions(), unit.effects()));
            }
        });
    }

    private void add(Range revisions) {
        int end = ranges.size() - 1;
        if (end >= 0 && ranges.get(end).last() + 1 == revisions.first()) {
            ranges.set(end, new Range(ranges.get(end).first(), revisions.last()));
        } else {
            ranges.add(revisions);
        }
    }

    /**
     * The plan, once all entries up to the last revision wanted were taken.
     *
     * @throws IllegalArgumentException when there are fewer revisions than wanted
     */
    public VoidPlan plan() {
        Range last = wanted.ranges().get(wanted.ranges().size() - 1);
        if (!open && last.last() > revision) {
            throw new IllegalArgumentException(
                    "there are revisions up to " + revision + ", asked for are " + last + "; nothing was planned");
        }
        return new VoidPlan(ranges, replies, forbidding);
    }
}
