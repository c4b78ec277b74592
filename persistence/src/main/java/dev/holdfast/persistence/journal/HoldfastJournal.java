package dev.holdfast.persistence.journal;

import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.log.Append;
import dev.holdfast.persistence.log.AppendResult;
import dev.holdfast.persistence.log.NewRecord;
import dev.holdfast.persistence.log.SegmentedLog;
import dev.holdfast.persistence.log.StoredRecord;
import dev.holdfast.persistence.log.Tag;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.persistence.journal.japi.AsyncWriteJournal;
import scala.concurrent.Future;

/**
 * Pekko's journal plugin on the embedded log: {@code holdfast.persistence.journal}. Any persistent actor may use it. An
 * atomic write is stored whole or not at all; a stale writer is refused by rejection; a failed write or force fails the
 * write and every later one until the log is opened again.
 *
 * <p>Created by Pekko; not for use by applications, but open to be wrapped in tests.
 */
public class HoldfastJournal extends AsyncWriteJournal {

    private static final int REPLAY_RECORDS = 512;
    private static final int REPLAY_BYTES = 1 << 20;

    private final SegmentedLog log;
    private final ReprCodec codec;
    private final Executor executor;
    private final Announcer announcer;

    /** Called by Pekko. Opens the log if nobody has. */
    public HoldfastJournal() {
        EmbeddedLog embedded = EmbeddedLog.get(context().system());
        log = embedded.log();
        executor = context().dispatcher();
        announcer = new Announcer(executor);
        codec = new ReprCodec(context().system(), embedded.clock());
    }

    @Override
    public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> writes) {
        List<CompletionStage<AppendResult>> appends = new ArrayList<>();
        writes.forEach(write -> appends.add(store(write)));
        WriteResults results = new WriteResults(appends.size(), announcer);
        for (int i = 0; i < appends.size(); i++) {
            int index = i;
            appends.get(i).whenComplete((result, failure) -> results.set(index, result, failure));
        }
        return results.future();
    }

    /** What cannot be serialized, or is too large, fails with {@link IllegalArgumentException}; nothing of it is stored. */
    private CompletionStage<AppendResult> store(AtomicWrite write) {
        try {
            return log.append(serialize(write));
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            return CompletableFuture.failedStage(new IllegalArgumentException(
                    "an event of " + write.persistenceId() + " cannot be serialized (" + e + "); nothing of its write"
                            + " was stored",
                    e));
        }
    }

    private Append serialize(AtomicWrite write) {
        List<NewRecord> records = new ArrayList<>(write.size());
        String writer = "";
        Iterator<PersistentRepr> payload =
                scala.jdk.javaapi.CollectionConverters.asJava(write.payload()).iterator();
        while (payload.hasNext()) {
            PersistentRepr repr = payload.next();
            writer = repr.writerUuid();
            records.add(new NewRecord(repr.sequenceNr(), tags(repr.payload()), codec.toBytes(repr)));
        }
        return new Append(write.persistenceId(), writer, records);
    }

    private static int tags(Object payload) {
        Object event = payload instanceof Tagged tagged ? tagged.payload() : payload;
        return event instanceof StoredEntry entry ? Tag.bits(entry.tags()) : 0;
    }

    @Override
    public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long toSequenceNr) {
        return Futures.asScala(log.deleteTo(persistenceId, toSequenceNr));
    }

    @Override
    public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long fromSequenceNr) {
        return Futures.asScala(log.highestSequence(persistenceId));
    }

    @Override
    public Future<Void> doAsyncReplayMessages(
            String persistenceId, long from, long to, long max, Consumer<PersistentRepr> replayed) {
        return Futures.asScala(replay(persistenceId, from, to, max, replayed));
    }

    /** Batch by batch. Users' deserializers run on the plugin's dispatcher, not on the log's threads. */
    private CompletionStage<Void> replay(
            String persistenceId, long from, long to, long max, Consumer<PersistentRepr> replayed) {
        if (from > to || max <= 0) {
            return CompletableFuture.completedStage(null);
        }
        int records = (int) Math.min(max, REPLAY_RECORDS);
        return log.read(persistenceId, from, to, records, REPLAY_BYTES)
                .thenComposeAsync(
                        batch -> {
                            if (batch.isEmpty()) {
                                return CompletableFuture.completedStage(null);
                            }
                            for (StoredRecord record : batch) {
                                replayed.accept(codec.toRepr(record));
                            }
                            long next = batch.get(batch.size() - 1).sequence() + 1;
                            return replay(persistenceId, next, to, max - batch.size(), replayed);
                        },
                        executor);
    }
}
