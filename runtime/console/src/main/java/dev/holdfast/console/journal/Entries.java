package dev.holdfast.console.journal;

import dev.holdfast.console.output.ConsoleException;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.CorruptEntryException;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.journal.RecordView;
import dev.holdfast.persistence.journal.RecordView.HoldfastEntry;
import dev.holdfast.persistence.journal.UnreadableRecordException;
import dev.holdfast.persistence.log.Damage;
import dev.holdfast.persistence.log.StoredRecord;
import dev.holdfast.persistence.log.SurveyVisitor;
import dev.holdfast.persistence.log.SurveyedRecord;
import java.util.Optional;

/** Reads the entries of one component out of a log, past all damage, in their order. */
final class Entries implements SurveyVisitor {

    /** What is done with them. */
    interface Reader {

        void entry(long sequence, StoredEntry entry);

        /** Instead of an entry there is something else. */
        void unreadable(long sequence, String why);
    }

    private final ComponentId id;
    private final Reader reader;
    private final DamageCount damages = new DamageCount();
    private long found;

    private Entries(ComponentId id, Reader reader) {
        this.id = id;
        this.reader = reader;
    }

    /**
     * Reads them.
     *
     * @return where the log is damaged and it may be the component's
     * @throws ConsoleException when there is none, or the id is another persistent actor's
     */
    static DamageCount read(LogDirectory log, ComponentId id, Reader reader) {
        Entries entries = new Entries(id, reader);
        log.survey(entries);
        if (entries.found == 0 && entries.damages.count() == 0) {
            throw log.nothingOf(id.persistenceId());
        }
        return entries.damages;
    }

    @Override
    public void record(SurveyedRecord record) {
        if (!record.id().equals(id.persistenceId()) || record.deletion()) {
            return;
        }
        found++;
        try {
            RecordView view =
                    RecordView.of(new StoredRecord(record.id(), record.sequence(), record.tags(), record.payload()));
            if (view instanceof HoldfastEntry entry) {
                reader.entry(record.sequence(), entry.entry());
            } else {
                throw new ConsoleException(id + " is no component of Holdfast: its records are events of another"
                        + " persistent actor, of which only it can make a state");
            }
        } catch (UnreadableRecordException | CorruptEntryException e) {
            reader.unreadable(record.sequence(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void damage(Damage place, String finding) {
        damages.count(place, Optional.of(id.persistenceId()));
    }
}
