package dev.holdfast.testkit.journal;

import dev.holdfast.testkit.journal.SimulatedDatabase.Row;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.ReadJournalProvider;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByTagQuery;
import org.apache.pekko.persistence.query.javadsl.ReadJournal;
import org.apache.pekko.stream.javadsl.Source;

/** Pekko's read journal plugin on a {@link SimulatedDatabase}. Created by Pekko. */
public final class SimulatedReadJournal implements ReadJournalProvider {

    private final SimulatedDatabase database;

    /** Called by Pekko. */
    public SimulatedReadJournal(ExtendedActorSystem system) {
        database = DatabaseSetup.of(system);
    }

    /** Pekko makes one, too; Holdfast reads by the other. */
    @Override
    public org.apache.pekko.persistence.query.scaladsl.ReadJournal scaladslReadJournal() {
        return new org.apache.pekko.persistence.query.scaladsl.ReadJournal() {};
    }

    @Override
    public ReadJournal javadslReadJournal() {
        return new Queries(database);
    }

    private record Queries(SimulatedDatabase database)
            implements ReadJournal, CurrentEventsByPersistenceIdQuery, CurrentEventsByTagQuery {

        @Override
        public Source<EventEnvelope, NotUsed> currentEventsByPersistenceId(String persistenceId, long from, long to) {
            return Source.from(database.rows(persistenceId, from, to)).map(row -> envelope(persistenceId, row));
        }

        @Override
        public Source<EventEnvelope, NotUsed> currentEventsByTag(String tag, Offset offset) {
            return Source.from(database.tagged(tag)).map(found -> envelope(found.getKey(), found.getValue()));
        }

        private static EventEnvelope envelope(String persistenceId, Row row) {
            return new EventEnvelope(Offset.sequence(row.order()), persistenceId, row.sequence(), row.event(), 0L);
        }
    }
}
