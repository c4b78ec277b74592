package dev.holdfast.console.journal;

import dev.holdfast.persistence.entry.CorruptEntryException;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.journal.RecordView;
import dev.holdfast.persistence.journal.RecordView.HoldfastEntry;
import dev.holdfast.persistence.journal.UnreadableRecordException;
import dev.holdfast.persistence.log.Damage;
import dev.holdfast.persistence.log.StoredRecord;
import dev.holdfast.persistence.log.SurveyedRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Follows the history of each id through a log, as recovery would (K8): entries are numbered without gap and each
 * carries the hash that follows from those before it. So is found whose records damage has taken, and also a record that
 * is sound for itself but was lost, put in a wrong place or written into a wrong history. Events of other persistent
 * actors may have gaps and carry no hash; they are only looked at. For one thread.
 */
final class Histories {

    /**
     * Where a history breaks first.
     *
     * @param id whose history
     * @param first the first sequence number that cannot be read, or must not be trusted
     * @param last the last such number before the next that can be read
     */
    record Break(String id, long first, long last, String finding) {}

    private record Standing(long sequence, HistoryHash hash) {}

    private final Map<String, Standing> standing = new HashMap<>();
    private final Map<String, Long> deletedTo = new HashMap<>();
    private final Map<String, Break> lost = new HashMap<>();
    private final Map<String, List<Break>> breaks = new TreeMap<>();

    /** The next sound record of the log. */
    void take(SurveyedRecord record) {
        if (record.deletion()) {
            deletedTo.merge(record.id(), record.sequence(), Math::max);
            return;
        }
        try {
            RecordView view =
                    RecordView.of(new StoredRecord(record.id(), record.sequence(), record.tags(), record.payload()));
            if (view instanceof HoldfastEntry entry) {
                follow(record, entry.entry());
            } else {
                standing.put(record.id(), new Standing(record.sequence(), HistoryHash.NONE));
            }
        } catch (UnreadableRecordException | CorruptEntryException e) {
            breaksAt(record, String.valueOf(e.getMessage()));
        }
    }

    /** A record that damage has taken. It may be the last of its history, so that no gap shows it. */
    void miss(Damage damage) {
        if (damage.id().isPresent() && damage.sequence().isPresent()) {
            long sequence = damage.sequence().getAsLong();
            String id = damage.id().get();
            lost.merge(
                    id,
                    new Break(id, sequence, sequence, missing(sequence, sequence)),
                    (a, b) -> a.first() <= b.first() ? a : b);
        }
    }

    private void follow(SurveyedRecord record, StoredEntry entry) {
        entry.entry();
        Standing before = standing.getOrDefault(record.id(), new Standing(0, HistoryHash.NONE));
        standing.put(record.id(), new Standing(record.sequence(), entry.hash()));
        long next = before.sequence() + 1;
        if (record.sequence() > next) {
            add(new Break(record.id(), next, record.sequence() - 1, missing(next, record.sequence() - 1)));
        } else if (record.sequence() < next) {
            breaksAt(record, "entry " + record.sequence() + " stands behind entry " + before.sequence());
        } else if (!entry.follows(before.hash(), record.sequence())) {
            breaksAt(record, "the hash of entry " + record.sequence() + " does not follow from the entries before it");
        }
    }

    private static String missing(long first, long last) {
        return first == last ? "entry " + first + " is missing" : "entries " + first + " to " + last + " are missing";
    }

    private void breaksAt(SurveyedRecord record, String finding) {
        add(new Break(record.id(), record.sequence(), record.sequence(), finding));
    }

    private void add(Break found) {
        breaks.computeIfAbsent(found.id(), id -> new ArrayList<>()).add(found);
    }

    /** Per id the first break, once all records were taken; what is missing because it was deleted is none. */
    List<Break> breaks() {
        lost.values().forEach(this::add);
        return breaks.values().stream()
                .flatMap(found -> found.stream()
                        .filter(each -> each.last() > deletedTo.getOrDefault(each.id(), 0L))
                        .min((a, b) -> Long.compare(a.first(), b.first()))
                        .stream())
                .toList();
    }

    /** How many histories were followed. */
    int size() {
        return standing.size();
    }
}
