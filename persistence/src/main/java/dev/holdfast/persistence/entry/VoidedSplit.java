package dev.holdfast.persistence.entry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.persistence.entry.VoidPlan.Reason;
import dev.holdfast.persistence.entry.Voided.Revoked;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Spreads ranges and the replies they revoke over entries of a bounded size. A range is parted before a reply. */
final class VoidedSplit {

    private static final int MAX_NAMES = 65535;
    private static final int HEAD = EntryCodec.HASH_AT + 2 * Long.BYTES + 2;
    private static final int LIST = Integer.BYTES;
    private static final int RANGE = 2 * Long.BYTES;

    private final Reason reason;
    private final int maxBytes;
    private final int emptyBytes;
    private final List<Voided> done = new ArrayList<>();
    private List<Range> ranges = new ArrayList<>();
    private List<Revoked> replies = new ArrayList<>();
    private Set<String> names = new HashSet<>();
    private long bytes;
    private long sequence;
    private long previous;

    VoidedSplit(Reason reason, int maxBytes, long sequence, long previous) {
        this.reason = reason;
        this.maxBytes = maxBytes;
        this.sequence = sequence;
        this.previous = previous;
        emptyBytes = HEAD
                + 2 * LIST
                + text(reason.why())
                + text(reason.by())
                + 1
                + reason.fault().map(VoidedSplit::text).orElse(0)
                + Long.BYTES;
        bytes = emptyBytes;
    }

    List<Voided> split(List<Range> allRanges, List<Revoked> allReplies) {
        int next = 0;
        for (Range range : allRanges) {
            long from = range.first();
            endIfFull(RANGE);
            for (;
                    next < allReplies.size()
                            && range.contains(allReplies.get(next).revisions());
                    next++) {
                Revoked reply = allReplies.get(next);
                long first = reply.revisions().first();
                if (isFull(size(reply) + RANGE)) {
                    if (from < first) {
                        ranges.add(new Range(from, first - 1));
                        from = first;
                    }
                    end();
                }
                add(reply);
            }
            ranges.add(new Range(from, range.last()));
            bytes += RANGE;
        }
        end();
        return done;
    }

    private void add(Revoked reply) {
        bytes += size(reply);
        names.add(reply.sender());
        names.add(reply.reply().name());
        replies.add(reply);
    }

    private int size(Revoked reply) {
        int fixed =
                2 + Long.BYTES + RANGE + 2 + 2 + Integer.BYTES + reply.reply().bytes().length;
        return fixed + newName(reply.sender()) + newName(reply.reply().name());
    }

    private int newName(String name) {
        return names.contains(name) ? 0 : text(name);
    }

    private static int text(String value) {
        return Integer.BYTES + value.getBytes(UTF_8).length;
    }

    private void endIfFull(int more) {
        if (isFull(more)) {
            end();
        }
    }

    /** What is empty is never full: an entry takes one reply at least, however large. */
    private boolean isFull(int more) {
        boolean empty = ranges.isEmpty() && replies.isEmpty();
        return !empty && (bytes + more > maxBytes || names.size() + 2 > MAX_NAMES);
    }

    private void end() {
        done.add(new Voided(ranges, replies, reason.why(), reason.by(), reason.fault(), previous));
        previous = sequence++;
        ranges = new ArrayList<>();
        replies = new ArrayList<>();
        names = new HashSet<>();
        bytes = emptyBytes;
    }
}
