package dev.holdfast.console.journal;

import dev.holdfast.persistence.entry.CorruptEntryException;
import dev.holdfast.persistence.entry.Effect;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Entry.EffectSettled;
import dev.holdfast.persistence.entry.Entry.FaultRecorded;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.persistence.entry.Outcome.Completed;
import dev.holdfast.persistence.entry.Outcome.Quarantined;
import dev.holdfast.persistence.entry.Outcome.Rejected;
import dev.holdfast.persistence.journal.RecordView;
import dev.holdfast.persistence.journal.RecordView.ForeignEvent;
import dev.holdfast.persistence.journal.RecordView.HoldfastEntry;
import dev.holdfast.persistence.journal.UnreadableRecordException;
import dev.holdfast.persistence.log.StoredRecord;
import dev.holdfast.persistence.log.SurveyedRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A record as names and values: what its bytes say, but for the users' own, of which name, version and size are known; and
 * what became of it. Wants all records of one id, in order.
 */
final class RecordRows {

    private final LedgerRows ledger = new LedgerRows();
    private final Marks marks;

    /** @param marks what entries further on made of these */
    RecordRows(Marks marks) {
        this.marks = marks;
    }

    Map<String, Object> row(SurveyedRecord record) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("sequence", record.sequence());
        if (record.deletion()) {
            row.put("kind", "deletion");
        } else {
            addContent(row, record);
        }
        row.put("bytes", record.bytes());
        row.put("file", record.file());
        row.put("offset", record.offset());
        row.put("frame", record.frame());
        return row;
    }

    private void addContent(Map<String, Object> row, SurveyedRecord record) {
        try {
            RecordView view =
                    RecordView.of(new StoredRecord(record.id(), record.sequence(), record.tags(), record.payload()));
            if (view instanceof HoldfastEntry entry) {
                Entry content = entry.entry().entry();
                addEntry(row, content);
                marks.mark(row, record.sequence(), content.content());
            } else if (view instanceof ForeignEvent foreign) {
                addForeign(row, foreign);
            }
            row.put("writer", view.writer());
        } catch (UnreadableRecordException | CorruptEntryException e) {
            row.put("kind", "unreadable");
            row.put("why", String.valueOf(e.getMessage()));
        }
    }

    private static void addForeign(Map<String, Object> row, ForeignEvent event) {
        row.put("time", event.stored().toString());
        row.put("kind", "foreign");
        row.put("manifest", event.manifest());
        row.put("serializer", event.serializer());
        row.put("eventBytes", event.bytes());
    }

    private void addEntry(Map<String, Object> row, Entry entry) {
        if (entry.epoch() > 0) {
            row.put("epoch", entry.epoch());
        }
        row.put("time", entry.time().toString());
        Content content = entry.content();
        if (content instanceof Committed committed) {
            row.put("kind", "committed");
            row.put(
                    "outcomes",
                    committed.outcomes().stream().map(RecordRows::outcome).toList());
        } else if (content instanceof EffectSettled settled) {
            row.put("kind", "settled");
            row.put("settlements", settlements(settled));
        } else if (content instanceof FaultRecorded faults) {
            row.put("kind", "faults");
            row.put("faults", faults.records().stream().map(ledger::row).toList());
        } else if (!RecoveryRows.add(row, content)) {
            row.put("kind", "epoch");
        }
    }

    static Map<String, Object> outcome(Outcome outcome) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("sender", outcome.sender());
        shown.put("number", outcome.number());
        shown.put("time", outcome.time().toString());
        if (outcome.result() instanceof Completed completed) {
            shown.put("result", "completed");
            shown.put(
                    "events",
                    completed.events().stream().map(RecordRows::encoded).toList());
            shown.put("reply", encoded(completed.reply()));
            shown.put(
                    "effects",
                    completed.effects().stream().map(RecordRows::effect).toList());
        } else if (outcome.result() instanceof Rejected rejected) {
            shown.put("result", "rejected");
            shown.put("code", rejected.code());
        } else if (outcome.result() instanceof Quarantined quarantined) {
            shown.put("result", "quarantined");
            shown.put("fault", quarantined.fault());
            shown.put("reason", quarantined.reason());
            shown.put("command", encoded(quarantined.command()));
        }
        return shown;
    }

    static Map<String, Object> effect(Effect effect) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("target", effect.target());
        shown.put("number", effect.number());
        shown.put("command", encoded(effect.command()));
        return shown;
    }

    private static List<Map<String, Object>> settlements(EffectSettled settled) {
        return settled.settlements().stream()
                .map(settlement -> Map.<String, Object>of(
                        "target", settlement.target(),
                        "number", settlement.number(),
                        "how", settlement.how().name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    static Map<String, Object> encoded(Encoded value) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", value.name());
        shown.put("version", value.version());
        shown.put("bytes", value.bytes().length);
        return shown;
    }
}
