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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.persistence.journal.japi.AsyncWriteJournal;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Future;
import scala.concurrent.Promise;

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

    /** Called by Pekko. Opens the log if nobody has. */
    public HoldfastJournal() {
        EmbeddedLog embedded = EmbeddedLog.get(context().system());
        log = embedded.log();
        executor = context().dispatcher();
        codec = new ReprCodec(context().system(), embedded.clock());
    }

    @Override
    public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> writes) {
        List<CompletionStage<Optional<Exception>>> results = new ArrayList<>();
        for (AtomicWrite write : writes) {
            results.add(store(write));
        }
        CompletionStage<List<Optional<Exception>>> joined = CompletableFuture.completedStage(new ArrayList<>());
        for (CompletionStage<Optional<Exception>> result : results) {
            joined = joined.thenCombine(result, (list, one) -> {
                list.add(one);
                return list;
            });
        }
        return asScala(joined.thenApply(list -> list));
    }

    private CompletionStage<Optional<Exception>> store(AtomicWrite write) {
        Append append;
        try {
            append = serialize(write);
        } catch (Exception e) {
            // nothing of it is stored: a rejection, after which the actor goes on
            return CompletableFuture.completedStage(Optional.of(e));
        } catch (StackOverflowError | LinkageError | AssertionError e) {
            return CompletableFuture.completedStage(Optional.of(new IllegalArgumentException(
                    "an event of " + write.persistenceId() + " cannot be serialized (" + e + "); nothing of its write"
                            + " was stored",
                    e)));
        }
        return log.append(append)
                .thenApply(result -> result instanceof AppendResult.Refused refused
                        ? Optional.<Exception>of(new StaleWriterException(refused.reason()))
                        : Optional.<Exception>empty())
                .exceptionallyCompose(HoldfastJournal::rejectionOfWhatIsTooLarge);
    }

    /** One actor's large event is no failure of the log: it must not fail other writes nor open the breaker for all. */
    private static CompletionStage<Optional<Exception>> rejectionOfWhatIsTooLarge(Throwable failure) {
        return cause(failure) instanceof IllegalArgumentException tooLarge
                ? CompletableFuture.completedStage(Optional.of(tooLarge))
                : CompletableFuture.failedStage(failure);
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
        return asScala(log.deleteTo(persistenceId, toSequenceNr));
    }

    @Override
    public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long fromSequenceNr) {
        return asScala(log.highestSequence(persistenceId));
    }

    @Override
    public Future<Void> doAsyncReplayMessages(
            String persistenceId, long from, long to, long max, Consumer<PersistentRepr> replayed) {
        return asScala(replay(persistenceId, from, to, max, replayed));
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

    /** Fails with what went wrong, not with the wrapper that stages put around it. */
    private static <T extends @Nullable Object> Future<T> asScala(CompletionStage<T> stage) {
        Promise<T> promise = Promise.apply();
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                promise.success(value);
            } else {
                promise.failure(cause(failure));
            }
        });
        return promise.future();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
