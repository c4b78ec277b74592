package dev.holdfast.persistence.entry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All that is voided of one component. Voids only grow, and never overlap.
 *
 * @param ranges the revisions, ascending and disjoint, as they were voided
 * @param last the sequence number of the last {@link Voided} entry; 0 when there is none
 */
public record Voids(List<Range> ranges, long last) {

    /** Nothing is voided. */
    public static final Voids NONE = new Voids(List.of(), 0);

    /** @throws IllegalArgumentException when a revision is in two ranges */
    public Voids {
        ranges = ranges.stream().sorted(Comparator.comparingLong(Range::first)).toList();
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.get(i).overlaps(ranges.get(i - 1))) {
                throw new IllegalArgumentException(
                        "it voids " + ranges.get(i) + " and " + ranges.get(i - 1) + ": a revision is voided once");
            }
        }
    }

    /**
     * With ranges that are to be voided: the entries that do it are not written yet.
     *
     * @throws IllegalArgumentException when a revision is voided already
     */
    public Voids and(List<Range> ordered) {
        return and(ordered, last);
    }

    /** With one more entry, which stands at {@code sequence}. */
    Voids and(Voided voided, long sequence) {
        return and(voided.ranges(), Math.max(last, sequence));
    }

    private Voids and(List<Range> more, long newLast) {
        List<Range> all = new ArrayList<>(ranges);
        all.addAll(more);
        return new Voids(all, newLast);
    }

    /** True when nothing is voided. */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** The range in which a revision is voided. */
    public Optional<Range> at(long revision) {
        int below = firstFrom(revision);
        return below < ranges.size() && ranges.get(below).contains(revision)
                ? Optional.of(ranges.get(below))
                : Optional.empty();
    }

    /** True when one of these revisions is voided. */
    boolean overlaps(Range revisions) {
        int at = firstFrom(revisions.first());
        return at < ranges.size() && ranges.get(at).overlaps(revisions);
    }

    /** True when all of these revisions are voided. */
    public boolean covers(Range revisions) {
        long from = revisions.first();
        for (int at = firstFrom(from); at < ranges.size() && ranges.get(at).first() <= from; at++) {
            if (ranges.get(at).last() >= revisions.last()) {
                return true;
            }
            from = ranges.get(at).last() + 1;
        }
        return false;
    }

    /** The first range that ends at the revision or behind it, found by halving. */
    private int firstFrom(long revision) {
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle).last() < revision) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The voided revisions up to one, with ranges that touch made one: equal when the same revisions are voided. */
    List<Range> upTo(long revision) {
        List<Range> joined = new ArrayList<>();
        for (Range range : ranges) {
            if (range.first() > revision) {
                break;
            }
            int end = joined.size() - 1;
            boolean touches = end >= 0 && joined.get(end).last() + 1 == range.first();
            long first = touches ? joined.remove(end).first() : range.first();
            joined.add(new Range(first, Math.min(range.last(), revision)));
        }
        return joined;
    }
}
