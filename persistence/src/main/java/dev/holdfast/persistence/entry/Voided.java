package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Entry.Content;
import java.util.List;
import java.util.Optional;

/**
 * Revisions that count no more: from this entry on every fold skips their events (K9), and whoever presents one of their
 * commands again is told {@code rejected(voided)} (R5). {@link VoidPlan} makes such entries, and only from whole units.
 *
 * <p>Each names the one before it, so that a fold learns of all from the last without reading the rest
 * ({@link VoidChain}). A large void is several entries in one group.
 *
 * @param ranges the revisions, ascending and disjoint, on the boundaries of {@linkplain Unit units}; at least one
 * @param replies the replies it revokes (R3), ascending: one for each command whose events it takes
 * @param why the reason, for people
 * @param by who had it done: an operator's name, or the runtime's rung
 * @param fault the id of the fault it mends, if it mends one
 * @param previous the sequence number of the {@code Voided} entry before it, 0 for the first
 */
public record Voided(
        List<Range> ranges, List<Revoked> replies, String why, String by, Optional<String> fault, long previous)
        implements Content {

    public Voided {
        ranges = List.copyOf(ranges);
        replies = List.copyOf(replies);
        if (ranges.isEmpty() || previous < 0) {
            throw new IllegalArgumentException("a Voided entry needs a range and a previous entry from 0, got " + ranges
                    + ", previous " + previous);
        }
        requireAscending(ranges);
        requireAscending(replies.stream().map(Revoked::revisions).toList());
        requireWithin(ranges, replies);
    }

    /**
     * A reply that was given and holds no more.
     *
     * @param sender who presented the command
     * @param number the command's number
     * @param revisions the command's events, with those of the correction that came with it
     * @param reply the reply
     */
    public record Revoked(String sender, long number, Range revisions, Encoded reply) {

        public Revoked {
            if (sender.isEmpty() || number < 1) {
                throw new IllegalArgumentException(
                        "a revoked reply needs a sender and a number from 1, got '" + sender + "', " + number);
            }
        }

        @Override
        public String toString() {
            return sender + "#" + number + " (" + revisions + ")";
        }
    }

    private static void requireAscending(List<Range> ranges) {
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.get(i).first() <= ranges.get(i - 1).last()) {
                throw new IllegalArgumentException("a Voided entry names " + ranges.get(i) + " behind "
                        + ranges.get(i - 1) + ": they must ascend and not overlap");
            }
        }
    }

    private static void requireWithin(List<Range> ranges, List<Revoked> replies) {
        int at = 0;
        for (Revoked revoked : replies) {
            while (at < ranges.size()
                    && ranges.get(at).last() < revoked.revisions().first()) {
                at++;
            }
            if (at == ranges.size() || !ranges.get(at).contains(revoked.revisions())) {
                throw new IllegalArgumentException("a Voided entry revokes the reply to " + revoked
                        + ", which lies in none of the ranges it voids, " + ranges);
            }
        }
    }
}
