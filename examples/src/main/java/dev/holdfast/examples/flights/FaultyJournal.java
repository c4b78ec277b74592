package dev.holdfast.examples.flights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.persistence.entry.Outcome.Completed;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.journal.HoldfastJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;

/**
 * Holdfast's journal plugin with faults: the first write that holds the departure of a chosen row fails. For some rows
 * nothing is stored; for others all is stored but the acknowledgement is lost, which the writer cannot tell apart.
 *
 * <p>Created by Pekko, at the configuration path {@code flights.faulty-journal}.
 */
final class FaultyJournal extends HoldfastJournal {

    private static final String AIRPORT = Airport.NAME + "|";
    private static final ObjectReader DEPARTED = new ObjectMapper(new CBORFactory()).readerFor(Airport.Departed.class);

    private final FaultPlan plan;
    private final Set<Long> struck = new HashSet<>();

    /** Called by Pekko. */
    FaultyJournal() {
        plan = WorkerSettings.of(context().system().settings().config()).plan();
    }

    @Override
    public Future<Iterable<java.util.Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> writes) {
        OptionalLong row = rowToStrike(writes);
        if (row.isEmpty()) {
            return super.doAsyncWriteMessages(writes);
        }
        if (plan.strikes(Fault.WRITE_FAILED, row.getAsLong())) {
            return Futures.failed(new FaultAtRow(Fault.WRITE_FAILED, row.getAsLong()));
        }
        return FutureConverters.asScala(
                FutureConverters.asJava(super.doAsyncWriteMessages(writes)).thenApply(stored -> {
                    throw new FaultAtRow(Fault.WRITE_UNHEARD, row.getAsLong());
                }));
    }

    private OptionalLong rowToStrike(Iterable<AtomicWrite> writes) {
        OptionalLong found = OptionalLong.empty();
        for (AtomicWrite write : writes) {
            if (write.persistenceId().startsWith(AIRPORT)) {
                for (PersistentRepr repr : CollectionConverters.asJava(write.payload())) {
                    OptionalLong row = rowToStrike(repr.payload());
                    found = row.isPresent() ? row : found;
                }
            }
        }
        return found;
    }

    /** The last chosen row whose departure it holds; all of them are marked as struck, since they share the write. */
    private OptionalLong rowToStrike(Object payload) {
        Object event = payload instanceof Tagged tagged ? tagged.payload() : payload;
        OptionalLong found = OptionalLong.empty();
        if (event instanceof StoredEntry stored && stored.entry().content() instanceof Committed committed) {
            for (Outcome outcome : committed.outcomes()) {
                if (outcome.result() instanceof Completed completed) {
                    for (Encoded happened : completed.events()) {
                        OptionalLong row = departed(happened);
                        if (row.isPresent() && isChosen(row.getAsLong()) && struck.add(row.getAsLong())) {
                            found = row;
                        }
                    }
                }
            }
        }
        return found;
    }

    private boolean isChosen(long row) {
        return plan.strikes(Fault.WRITE_FAILED, row) || plan.strikes(Fault.WRITE_UNHEARD, row);
    }

    private static OptionalLong departed(Encoded event) {
        if (!event.name().equals("departed")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    DEPARTED.<Airport.Departed>readValue(event.bytes()).row());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
