package dev.holdfast.persistence.log;

import dev.holdfast.persistence.log.AppendResult.Refused;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps stale writers out (rule K3). An append must begin above the highest sequence number of its id, stored or
 * accepted before. Whoever was refused once stays refused: a zombie whose next number happens to fit would otherwise
 * write into its successor's history.
 *
 * <p>Looks up ids in the index, which may read files; what was asked once is remembered there. A lookup that fails fails
 * the request, not the log.
 *
 * <p>For one thread. What is remembered grows by one small entry per refused incarnation until the log is opened again;
 * by then those incarnations are gone.
 */
final class Fence {

    private final LogIndex index;
    private final Deque<Map<String, Long>> acceptedInGroups = new ArrayDeque<>();
    private final Set<Writer> refused = new HashSet<>();

    private record Writer(String id, String name) {}

    Fence(LogIndex index) {
        this.index = index;
    }

    /** What is accepted from now on belongs to another group. */
    void beginGroup() {
        acceptedInGroups.addFirst(new HashMap<>());
    }

    /** A group that accepts no appends goes before all that began. */
    void beginGroupAhead() {
        acceptedInGroups.addLast(new HashMap<>());
    }

    /** To be called when the records of the first group that began are in the index. */
    void endGroup() {
        acceptedInGroups.removeLast();
    }

    /** The highest sequence number of the id, stored or accepted. */
    long highest(String id) {
        for (Map<String, Long> accepted : acceptedInGroups) {
            Long highest = accepted.get(id);
            if (highest != null) {
                return highest;
            }
        }
        return stored(id).highest();
    }

    /** What is durable of the id. */
    Facts stored(String id) {
        try {
            return index.recent().of(id);
        } catch (IOException e) {
            throw unreadable(id, e);
        }
    }

    private LogException unreadable(String id, IOException cause) {
        return new LogException(
                "What is stored of " + id + " cannot be looked up in the log (" + cause + "); nothing was stored for"
                        + " it, the log goes on. Check the disk",
                cause);
    }

    /**
     * Lets the append pass, or says why not.
     *
     * @throws CorruptLogException if records of the id are damaged: what is appended would build on what nobody can read
     */
    Optional<Refused> check(Append append) {
        requireSound(append.id());
        Writer writer = new Writer(append.id(), append.writer());
        long highest = highest(append.id());
        if (refused.contains(writer)) {
            return Optional.of(refusal(append, highest, "this writer was refused before and stays refused"));
        }
        if (append.first() <= highest) {
            refused.add(writer);
            return Optional.of(refusal(append, highest, "a newer writer has written"));
        }
        acceptedInGroups.getFirst().put(append.id(), append.last());
        return Optional.empty();
    }

    private void requireSound(String id) {
        Facts facts = stored(id);
        if (facts.isDamaged()) {
            try {
                index.recent().requireMended(id, facts);
            } catch (IOException e) {
                throw unreadable(id, e);
            }
        }
    }

    private static Refused refusal(Append append, long highest, String cause) {
        return new Refused("Writer " + append.writer() + " of " + append.id() + " may not store from sequence number "
                + append.first() + ": " + cause + "; the highest stored is " + highest
                + ". Nothing of it was stored; recover under a new writer name");
    }
}
