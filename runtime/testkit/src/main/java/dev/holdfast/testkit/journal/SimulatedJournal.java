package dev.holdfast.testkit.journal;

import dev.holdfast.testkit.journal.SimulatedDatabase.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.persistence.journal.japi.AsyncWriteJournal;
import scala.concurrent.Future;
import scala.concurrent.Promise;
import scala.jdk.javaapi.CollectionConverters;

/** Pekko's journal plugin on a {@link SimulatedDatabase}. Created by Pekko. */
public final class SimulatedJournal extends AsyncWriteJournal {

    private final SimulatedDatabase database = DatabaseSetup.of(context().system());

    @Override
    public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> writes) {
        List<CompletionStage<Boolean>> stored = new ArrayList<>();
        writes.forEach(write -> stored.add(database.write(write.persistenceId(), rows(write))));
        Promise<Iterable<Optional<Exception>>> all = Futures.promise();
        int[] left = {stored.size()};
        boolean[] failed = new boolean[1];
        stored.forEach(each -> each.whenComplete((done, error) -> {
            left[0]--;
            if (error != null && !failed[0]) {
                failed[0] = true;
                all.failure(error);
            } else if (left[0] == 0 && !failed[0]) {
                all.success(List.of());
            }
        }));
        return all.future();
    }

    private static List<Row> rows(AtomicWrite write) {
        List<Row> rows = new ArrayList<>(write.size());
        for (PersistentRepr repr : CollectionConverters.asJava(write.payload())) {
            Object payload = repr.payload();
            rows.add(
                    payload instanceof Tagged tagged
                            ? new Row(
                                    repr.sequenceNr(), 0, tagged.payload(), CollectionConverters.asJava(tagged.tags()))
                            : new Row(repr.sequenceNr(), 0, payload, Set.of()));
        }
        return rows;
    }

    @Override
    public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long to) {
        return Futures.failed(new UnsupportedOperationException("a simulated journal deletes nothing"));
    }

    @Override
    public Future<Void> doAsyncReplayMessages(
            String persistenceId, long from, long to, long max, Consumer<PersistentRepr> replayed) {
        database.rows(persistenceId, from, to).stream()
                .limit(max)
                .forEach(row -> replayed.accept(new org.apache.pekko.persistence.PersistentImpl(
                        row.event(),
                        row.sequence(),
                        persistenceId,
                        "",
                        false,
                        org.apache.pekko.actor.ActorRef.noSender(),
                        "",
                        0,
                        scala.Option.empty())));
        return Futures.successful(null);
    }

    @Override
    public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long from) {
        return Futures.successful(database.highest(persistenceId));
    }
}
