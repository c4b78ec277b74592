package dev.holdfast.console.journal;

import dev.holdfast.persistence.entry.Corrected;
import dev.holdfast.persistence.entry.CorruptEntryException;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.persistence.entry.QuarantineResolved;
import dev.holdfast.persistence.entry.Range;
import dev.holdfast.persistence.entry.Unit;
import dev.holdfast.persistence.entry.Voided;
import dev.holdfast.persistence.journal.RecordView;
import dev.holdfast.persistence.journal.RecordView.HoldfastEntry;
import dev.holdfast.persistence.journal.UnreadableRecordException;
import dev.holdfast.persistence.log.StoredRecord;
import dev.holdfast.persistence.log.SurveyVisitor;
import dev.holdfast.persistence.log.SurveyedRecord;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Says of each entry of a component which revisions its events have, and what entries further on made of it: which of them
 * voids it, or deals with the command that it sets aside. It is read first, and shown then. For one thread.
 */
final class Marks {

    private record Voiding(Range revisions, long entry) {}

    private record Resolving(String how, long entry) {}

    private final TreeMap<Long, Voiding> voids = new TreeMap<>();
    private final Map<String, Resolving> resolutions = new HashMap<>();
    private long sequence;
    private long revision;
    private boolean counted = true;

    /** Learns what there is to say of a component's entries. */
    SurveyVisitor learning(String id) {
        return new SurveyVisitor() {
            @Override
            public void record(SurveyedRecord record) {
                if (record.id().equals(id) && !record.deletion()) {
                    learn(record);
                }
            }
        };
    }

    private void learn(SurveyedRecord record) {
        try {
            RecordView view =
                    RecordView.of(new StoredRecord(record.id(), record.sequence(), record.tags(), record.payload()));
            if (view instanceof HoldfastEntry entry) {
                learn(record.sequence(), entry.entry().entry().content());
            }
        } catch (UnreadableRecordException | CorruptEntryException e) {
            // it is shown as unreadable where it stands, with the reason
        }
    }

    private void learn(long entry, Content content) {
        if (content instanceof Voided voided) {
            voided.ranges().forEach(range -> voids.put(range.first(), new Voiding(range, entry)));
        } else if (content instanceof QuarantineResolved resolved) {
            resolutions.put(
                    command(resolved.sender(), resolved.number()),
                    new Resolving(resolved.how().name().toLowerCase(Locale.ROOT), entry));
        }
    }

    private static String command(String sender, long number) {
        return sender + "#" + number;
    }

    /** Adds to the next entry what there is to say of it. */
    void mark(Map<String, Object> row, long entry, Content content) {
        counted &= entry == sequence + 1;
        sequence = entry;
        List<Unit> units = Unit.of(content, revision);
        if (content instanceof Committed committed) {
            mark(outcomes(row), committed.outcomes(), units);
        } else if (content instanceof Corrected corrected) {
            mark(outcomes(row), corrected.outcome().stream().toList(), units);
            units.forEach(unit -> mark(row, unit.revisions()));
        }
        if (!units.isEmpty()) {
            long last = units.get(units.size() - 1).revisions().last();
            if (counted) {
                row.put("revisions", RecoveryRows.range(new Range(revision + 1, last)));
            }
            revision = last;
        }
    }

    private void mark(List<Map<String, Object>> shown, List<Outcome> outcomes, List<Unit> units) {
        Iterator<Unit> rest = units.iterator();
        Optional<Unit> next = next(rest);
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            Map<String, Object> row = shown.get(i);
            if (next.isPresent() && next.get().outcome().equals(Optional.of(outcome))) {
                mark(row, next.get().revisions());
                next = next(rest);
            }
            Optional.ofNullable(resolutions.get(command(outcome.sender(), outcome.number())))
                    .ifPresent(resolving -> {
                        row.put("resolved", resolving.how());
                        row.put("resolvedBy", resolving.entry());
                    });
        }
    }

    private static Optional<Unit> next(Iterator<Unit> units) {
        return units.hasNext() ? Optional.of(units.next()) : Optional.empty();
    }

    private void mark(Map<String, Object> row, Range revisions) {
        if (!counted) {
            return;
        }
        row.put("revisions", RecoveryRows.range(revisions));
        Optional.ofNullable(voids.floorEntry(revisions.first()))
                .map(Map.Entry::getValue)
                .filter(voiding -> voiding.revisions().contains(revisions.first()))
                .ifPresent(voiding -> row.put("voidedBy", voiding.entry()));
    }

    @SuppressWarnings("unchecked") // RecordRows makes them
    private static List<Map<String, Object>> outcomes(Map<String, Object> row) {
        return row.get("outcomes") instanceof List<?> list ? (List<Map<String, Object>>) list : List.of();
    }
}
