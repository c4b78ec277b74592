package dev.holdfast.console.quarantine;

import dev.holdfast.operator.QuarantineReader;
import dev.holdfast.operator.QuarantinedCommand;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.CorruptEntryException;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.QuarantineResolved;
import dev.holdfast.persistence.journal.RecordView;
import dev.holdfast.persistence.journal.RecordView.HoldfastEntry;
import dev.holdfast.persistence.journal.UnreadableRecordException;
import dev.holdfast.persistence.log.StoredRecord;
import dev.holdfast.persistence.log.SurveyedRecord;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds what is set aside in a log, of all components or of one; needs memory for that only. For one thread. */
final class OpenCommands {

    private final Optional<String> wanted;
    private final Map<CommandId, QuarantinedCommand> open = new LinkedHashMap<>();
    private long unreadable;

    OpenCommands(Optional<String> wanted) {
        this.wanted = wanted;
    }

    void take(SurveyedRecord record) {
        if (record.deletion() || wanted.filter(id -> !id.equals(record.id())).isPresent()) {
            return;
        }
        try {
            RecordView view =
                    RecordView.of(new StoredRecord(record.id(), record.sequence(), record.tags(), record.payload()));
            if (view instanceof HoldfastEntry entry) {
                take(record, entry.entry().entry().content());
            }
        } catch (UnreadableRecordException | CorruptEntryException e) {
            unreadable++;
        }
    }

    private void take(SurveyedRecord record, Content content) {
        if (content instanceof Committed committed) {
            committed.outcomes().stream()
                    .flatMap(outcome -> QuarantineReader.of(record.id(), record.sequence(), outcome))
                    .forEach(command -> open.put(command.id(), command));
        } else if (content instanceof QuarantineResolved resolved) {
            open.remove(new CommandId(resolved.sender(), record.id(), resolved.number()));
        }
    }

    /** What is still set aside. */
    Collection<QuarantinedCommand> all() {
        return open.values();
    }

    Optional<QuarantinedCommand> find(CommandId id) {
        return Optional.ofNullable(open.get(id));
    }

    /** How many records could not be read. */
    long unreadable() {
        return unreadable;
    }
}
