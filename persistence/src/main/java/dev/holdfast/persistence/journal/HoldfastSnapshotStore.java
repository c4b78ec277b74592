package dev.holdfast.persistence.journal;

import dev.holdfast.persistence.checkpoint.Checkpoint;
import dev.holdfast.persistence.checkpoint.CheckpointName;
import dev.holdfast.persistence.checkpoint.CheckpointStore;
import dev.holdfast.persistence.checkpoint.Lookup;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.japi.pf.ReceiveBuilder;
import org.apache.pekko.persistence.SaveSnapshotFailure;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.snapshot.japi.SnapshotStore;
import org.jspecify.annotations.Nullable;
import scala.PartialFunction;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;

/**
 * Pekko's snapshot store plugin on the checkpoint store: {@code holdfast.persistence.snapshot-store}. Any persistent
 * actor may use it, whatever its journal. A snapshot is there once it is durable; one that is damaged or cannot be
 * deserialized is reported in the log, and an older one is loaded instead; if there is none, loading fails. Of several
 * with one sequence number the last saved is kept, as Pekko wants it.
 *
 * <p>When the log or the checkpoints cannot be opened, every call fails and says why.
 *
 * <p>Created by Pekko; not for use by applications.
 */
public final class HoldfastSnapshotStore extends SnapshotStore {

    private final SnapshotCodec codec = new SnapshotCodec(context().system());
    private final Executor executor = context().dispatcher();
    private final LoggingAdapter logging = log();
    private Optional<SnapshotMetadata> failedSave = Optional.empty();

    @Override
    public Future<Optional<SelectedSnapshot>> doLoadAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return withStore(store -> load(store, persistenceId, name -> matches(criteria, name), ""));
    }

    /** Users' deserializers run on the plugin's dispatcher, not on the store's threads. */
    private CompletionStage<Optional<SelectedSnapshot>> load(
            CheckpointStore store, String id, Predicate<CheckpointName> wanted, String skipped) {
        return store.find(id, wanted).thenComposeAsync(lookup -> select(store, id, wanted, skipped, lookup), executor);
    }

    private CompletionStage<Optional<SelectedSnapshot>> select(
            CheckpointStore store, String id, Predicate<CheckpointName> wanted, String skipped, Lookup lookup) {
        StringBuilder reasons = new StringBuilder(skipped);
        lookup.skipped().forEach(damaged -> {
            logging.error("{}. An older one is looked for", damaged);
            reasons.append(damaged).append(". ");
        });
        if (lookup.found().isEmpty()) {
            return reasons.isEmpty()
                    ? CompletableFuture.completedStage(Optional.empty())
                    : CompletableFuture.failedStage(unusable(id, reasons.toString()));
        }
        Lookup.Found found = lookup.found().get();
        try {
            return CompletableFuture.completedStage(Optional.of(codec.toSnapshot(found.checkpoint())));
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            String reason = "Snapshot of " + id + " at sequence number "
                    + found.name().sequence() + " is whole, but cannot be read (" + e + ")";
            logging.error(e, "{}. An older one is looked for", reason);
            reasons.append(reason).append(". ");
            return load(store, id, wanted.and(name -> name.compareTo(found.name()) < 0), reasons.toString());
        }
    }

    private static UnusableSnapshotException unusable(String id, String reasons) {
        return new UnusableSnapshotException(
                reasons + "No snapshot of " + id + " that was asked for can be used, and it"
                        + " is not recovered without: events may have been deleted. Restore the file from a copy, mend the"
                        + " serializer, or delete the snapshots and set snapshot-is-optional if all events are still there");
    }

    @Override
    public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
        return withStore(store -> {
            Checkpoint checkpoint;
            try {
                checkpoint = codec.toCheckpoint(metadata, snapshot);
            } catch (StackOverflowError | LinkageError | AssertionError e) {
                throw new IllegalArgumentException(
                        "a snapshot of " + metadata.persistenceId() + " cannot be serialized (" + e
                                + "); nothing of it was stored",
                        e);
            }
            return store.save(checkpoint).thenCompose(saved -> replace(store, checkpoint.id(), saved));
        });
    }

    /** The snapshot is saved, so that those it replaces cannot be deleted is no failure of its own: newer ones win. */
    private CompletionStage<@Nullable Void> replace(CheckpointStore store, String id, CheckpointName saved) {
        return store.delete(id, name -> name.sequence() == saved.sequence() && name.compareTo(saved) < 0)
                .exceptionally(failure -> {
                    logging.warning(
                            "{}; they are replaced and will not be used",
                            Futures.cause(failure).getMessage());
                    return null;
                });
    }

    @Override
    public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
        if (isOfFailedSave(metadata)) {
            return Futures.asScala(CompletableFuture.completedStage(null));
        }
        return withStore(store -> store.delete(
                metadata.persistenceId(),
                name -> name.sequence() == metadata.sequenceNr()
                        && (metadata.timestamp() == 0 || name.timestamp() == metadata.timestamp())));
    }

    /**
     * After a failed save Pekko deletes what it might have left. Here it leaves nothing; but an older snapshot may have
     * the same sequence number, and Pekko's deletion, which names no time, would take that.
     */
    @SuppressWarnings("ReferenceEquality") // Pekko passes on the very object; an actor's own deletion has another
    private boolean isOfFailedSave(SnapshotMetadata metadata) {
        boolean result = failedSave.isPresent() && failedSave.get() == metadata;
        failedSave = Optional.empty();
        return result;
    }

    @Override
    public PartialFunction<Object, BoxedUnit> receivePluginInternal() {
        return ReceiveBuilder.create()
                .match(SaveSnapshotFailure.class, failure -> failedSave = Optional.of(failure.metadata()))
                .build()
                .onMessage();
    }

    @Override
    public Future<Void> doDeleteAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return withStore(store -> store.delete(persistenceId, name -> matches(criteria, name)));
    }

    private static boolean matches(SnapshotSelectionCriteria criteria, CheckpointName name) {
        return name.sequence() >= criteria.minSequenceNr()
                && name.sequence() <= criteria.maxSequenceNr()
                && name.timestamp() >= criteria.minTimestamp()
                && name.timestamp() <= criteria.maxTimestamp();
    }

    private <T extends @Nullable Object> Future<T> withStore(Function<CheckpointStore, CompletionStage<T>> call) {
        CompletionStage<T> stage;
        try {
            stage = call.apply(EmbeddedLog.get(context().system()).checkpoints());
        } catch (Exception e) {
            stage = CompletableFuture.failedStage(e);
        }
        return Futures.asScala(stage);
    }
}
