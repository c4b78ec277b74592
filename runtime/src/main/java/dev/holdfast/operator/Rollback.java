package dev.holdfast.operator;

import dev.holdfast.persistence.entry.Range;
import java.util.List;

/**
 * What an operator wants taken back of a component. Immutable.
 *
 * @param extent which of its events; commands are taken as a whole, so that more than these may go
 * @param corrects whether the component's declared correction may mend an invariant that does not hold without them (R4)
 */
public record Rollback(Extent extent, boolean corrects) {

    /** Which events. */
    public sealed interface Extent {}

    /**
     * All behind a revision.
     *
     * @param revision the last to be kept; 0 for none
     */
    public record BackTo(long revision) implements Extent {
        public BackTo {
            if (revision < 0 || revision == Long.MAX_VALUE) {
                throw new IllegalArgumentException("a roll-back needs a revision from 0, got " + revision);
            }
        }
    }

    /**
     * These revisions, whatever comes behind them.
     *
     * @param ranges at least one
     */
    public record Revisions(List<Range> ranges) implements Extent {
        public Revisions {
            ranges = List.copyOf(ranges);
            if (ranges.isEmpty()) {
                throw new IllegalArgumentException("a roll-back needs revisions, got none");
            }
        }
    }

    /**
     * What one command caused.
     *
     * @param sender who presented it
     * @param number its number
     */
    public record OfCommand(String sender, long number) implements Extent {
        @Override
        public String toString() {
            return sender + "#" + number;
        }
    }

    /** Back to a revision: all events above it are voided. */
    public static Rollback backTo(long revision) {
        return new Rollback(new BackTo(revision), false);
    }

    /** Without the events of these revisions. */
    public static Rollback of(Range... ranges) {
        return new Rollback(new Revisions(List.of(ranges)), false);
    }

    /** Without the events of this command. */
    public static Rollback ofCommand(String sender, long number) {
        return new Rollback(new OfCommand(sender, number), false);
    }

    /** The same, but what does not fit together afterwards is corrected, as the component declares it. */
    public Rollback correcting() {
        return new Rollback(extent, true);
    }
}
