package dev.holdfast.persistence.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Knows what a log must hold: what was acknowledged, in order, and after a crash or failure perhaps the first few of what
 * was not answered; of deletions, which overtake what waits for space, any. As simple as can be: it replays its history.
 */
final class Oracle {

    /** What was asked of the log for one id. */
    sealed interface Change {
        String id();
    }

    /** @param number makes it another than one that wants the same */
    record Appended(int number, String id, List<NewRecord> records) implements Change {
        long first() {
            return records.get(0).sequence();
        }
    }

    /** @param number makes it another than one that wants the same */
    record DeletedTo(int number, String id, long sequence) implements Change {}

    /** What an id's records are. */
    static final class Content {
        private final NavigableMap<Long, ByteBuffer> records = new TreeMap<>();
        private long highest;
        private long deletedTo;

        private Content copy() {
            Content copy = new Content();
            copy.records.putAll(records);
            copy.highest = highest;
            copy.deletedTo = deletedTo;
            return copy;
        }

        /** Whether the log has to store something for it. */
        boolean isChangedBy(Change change) {
            if (change instanceof Appended append) {
                return append.first() > highest;
            }
            return Math.min(((DeletedTo) change).sequence(), highest) > deletedTo;
        }

        private void apply(Change change) {
            if (!isChangedBy(change)) {
                return;
            }
            if (change instanceof Appended append) {
                for (NewRecord next : append.records()) {
                    records.put(next.sequence(), ByteBuffer.wrap(next.payload()));
                    highest = next.sequence();
                }
            } else {
                deletedTo = Math.min(((DeletedTo) change).sequence(), highest);
                records.headMap(deletedTo, true).clear();
            }
        }

        private boolean isFoundAs(Found found) {
            return highest == found.highest() && records.equals(found.records());
        }

        long highest() {
            return highest;
        }

        NavigableMap<Long, ByteBuffer> records() {
            return records;
        }
    }

    /** What a log says about an id. */
    record Found(NavigableMap<Long, ByteBuffer> records, long highest) {}

    /** A change that was acknowledged; those of one frame have the same number. */
    private record Acknowledged(Change change, long frame) {}

    private final List<Acknowledged> history = new ArrayList<>();
    private final Set<Change> unanswered = new LinkedHashSet<>();
    private Map<String, Content> now = new HashMap<>();
    private int floor;
    private long resolved;

    /** What an id holds as far as it was acknowledged. */
    Content content(String id) {
        return now.computeIfAbsent(id, name -> new Content());
    }

    void submitted(Change change) {
        unanswered.add(change);
    }

    /** It is durable, in the frame of this number, with whatever else has it. */
    void acknowledged(Change change, long frame) {
        unanswered.remove(change);
        if (content(change.id()).isChangedBy(change)) {
            content(change.id()).apply(change);
            history.add(new Acknowledged(change, frame));
        }
    }

    /** Certainly nothing of it was stored. */
    void refused(Change change) {
        unanswered.remove(change);
    }

    int unanswered() {
        return unanswered.size();
    }

    /** How many changes were acknowledged. */
    int acknowledged() {
        return history.size();
    }

    /**
     * Compares with what a log holds after it was opened, and goes on from there.
     *
     * @param found what it says, for all ids
     * @param mayHaveLost whether a disk that broke its word may have cost the last frames without a trace
     * @return how many acknowledged changes are missing; empty if it holds what it must not
     */
    Optional<Integer> resolve(Map<String, Found> found, boolean mayHaveLost) {
        int least = mayHaveLost ? Math.min(floor, history.size()) : history.size();
        for (int kept = history.size(); kept >= least; kept--) {
            if (!splitsFrame(kept)) {
                List<Change> survivors = new ArrayList<>();
                if (matches(found, kept, survivors)) {
                    return Optional.of(goOn(kept, survivors));
                }
            }
        }
        return Optional.empty();
    }

    private boolean splitsFrame(int kept) {
        return kept > 0
                && kept < history.size()
                && history.get(kept - 1).frame() == history.get(kept).frame();
    }

    private boolean matches(Map<String, Found> found, int kept, List<Change> survivors) {
        Map<String, Content> contents = replay(kept);
        for (Map.Entry<String, Found> each : found.entrySet()) {
            Content content = contents.getOrDefault(each.getKey(), new Content());
            List<Change> open = unanswered.stream()
                    .filter(change -> change.id().equals(each.getKey()))
                    .toList();
            if (!matches(content, open, each.getValue(), survivors)) {
                return false;
            }
        }
        return kept == history.size() || survivors.isEmpty();
    }

    /** Of what was not answered the first few may be there, each whole; and a deletion may have overtaken some of it. */
    private static boolean matches(Content content, List<Change> open, Found found, List<Change> survivors) {
        for (int applied = 0; applied <= open.size(); applied++) {
            for (List<Change> order : orders(open, applied)) {
                Content candidate = content.copy();
                order.forEach(candidate::apply);
                if (candidate.isFoundAs(found)) {
                    survivors.addAll(order);
                    return true;
                }
            }
        }
        return false;
    }

    /** The first few, as they came, and then with each deletion at each place among them. */
    private static List<List<Change>> orders(List<Change> open, int applied) {
        List<List<Change>> orders = new ArrayList<>();
        orders.add(open.subList(0, applied));
        open.stream().filter(DeletedTo.class::isInstance).forEach(deletion -> {
            for (int at = 0; at <= applied; at++) {
                List<Change> order = new ArrayList<>(open.subList(0, applied));
                order.add(at, deletion);
                orders.add(order);
            }
        });
        return orders;
    }

    private Map<String, Content> replay(int kept) {
        Map<String, Content> contents = new HashMap<>();
        for (Acknowledged each : history.subList(0, kept)) {
            contents.computeIfAbsent(each.change().id(), id -> new Content()).apply(each.change());
        }
        return contents;
    }

    private int goOn(int kept, List<Change> survivors) {
        int missing = history.size() - kept;
        history.subList(kept, history.size()).clear();
        unanswered.clear();
        now = replay(kept);
        // what is resolved only now was in the one frame that was being written
        resolved--;
        for (Change change : survivors) {
            acknowledged(change, resolved);
        }
        return missing;
    }

    /**
     * The log was opened: all frames up to the last but one are known to the store file from now on, so that even a disk
     * that breaks its word cannot take them without being noticed.
     *
     * @param trusted whether the disk kept its word meanwhile; if not the store file may be older
     */
    void opened(boolean trusted) {
        int known = frameBefore(history.size());
        floor = trusted ? known : Math.min(floor, known);
    }

    /** Opening failed, after the store file was perhaps replaced by one that knows a frame less. */
    void openingFailed() {
        floor = frameBefore(Math.min(floor, history.size()));
    }

    private int frameBefore(int end) {
        int begin = Math.max(0, end - 1);
        while (splitsFrame(begin)) {
            begin--;
        }
        return begin;
    }
}
