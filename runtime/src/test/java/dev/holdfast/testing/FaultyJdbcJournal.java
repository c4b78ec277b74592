package dev.holdfast.testing;

import com.typesafe.config.Config;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.jdbc.journal.JdbcAsyncWriteJournal;
import scala.collection.immutable.Seq;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/** The journal in PostgreSQL, of which the next write of a persistence id is stored, but reported as failed. */
public final class FaultyJdbcJournal extends JdbcAsyncWriteJournal {

    /** Use it in a {@link TestSystem}, before {@link Postgres#settings}. */
    public static final String SETTING = "holdfast.runtime.journal-plugin = faulty-jdbc-journal\n";

    private static final Set<String> PLANNED = ConcurrentHashMap.newKeySet();

    /** Called by Pekko. */
    public FaultyJdbcJournal(Config config) {
        super(config);
    }

    /** Plans it. */
    public static void plan(String persistenceId) {
        PLANNED.add(persistenceId);
    }

    /** Whether it has not happened yet. */
    public static boolean isPlanned(String persistenceId) {
        return PLANNED.contains(persistenceId);
    }

    @Override
    public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> writes) {
        Future<Seq<Try<BoxedUnit>>> storing = super.asyncWriteMessages(writes);
        if (PLANNED.remove(writes.head().persistenceId())) {
            return storing.flatMap(
                    stored -> Futures.failed(new IOException("planned: it was stored")),
                    context().dispatcher());
        }
        return storing;
    }
}
