package dev.holdfast.persistence.entry;

/**
 * Revisions in a row.
 *
 * @param first the lowest, from 1
 * @param last the highest
 */
public record Range(long first, long last) {

    public Range {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException(
                    "a range of revisions needs 1 <= first <= last, got first " + first + ", last " + last);
        }
    }

    /** How many revisions it holds. */
    public long length() {
        return last - first + 1;
    }

    /** True when the revision is one of these. */
    public boolean contains(long revision) {
        return first <= revision && revision <= last;
    }

    /** True when all of the other's revisions are among these. */
    public boolean contains(Range other) {
        return first <= other.first && other.last <= last;
    }

    /** True when a revision is in both. */
    public boolean overlaps(Range other) {
        return first <= other.last && other.first <= last;
    }

    @Override
    public String toString() {
        return first == last ? "revision " + first : "revisions " + first + " to " + last;
    }
}
