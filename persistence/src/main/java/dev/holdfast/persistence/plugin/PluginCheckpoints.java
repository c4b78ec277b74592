package dev.holdfast.persistence.plugin;

import com.typesafe.config.ConfigFactory;
import dev.holdfast.host.FatalErrors;
import dev.holdfast.persistence.checkpoint.Checkpoint;
import dev.holdfast.persistence.checkpoint.CheckpointException;
import dev.holdfast.persistence.checkpoint.CheckpointName;
import dev.holdfast.persistence.checkpoint.Checkpoints;
import dev.holdfast.persistence.checkpoint.DamagedCheckpoint;
import dev.holdfast.persistence.checkpoint.Lookup;
import dev.holdfast.persistence.checkpoint.StoredCheckpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.persistence.DeleteSnapshotsFailure;
import org.apache.pekko.persistence.DeleteSnapshotsSuccess;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.SaveSnapshotFailure;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotProtocol;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContext;

/**
 * Checkpoints in a Pekko snapshot store that is not ours. Each takes the place of one saved before it at the same sequence
 * number. Safe for use by any thread.
 *
 * <p>Pekko lets only a persistent actor use snapshot stores, and ours must be asked from outside of one; so this speaks
 * their protocol, as Pekko's typed persistence does, although Pekko calls it internal.
 */
public final class PluginCheckpoints implements Checkpoints {

    private static final long NO_BOUND = Long.MAX_VALUE;

    private final String plugin;
    private final ActorRef store;
    private final Duration timeout;

    /** What is being saved, which snapshot stores do not finish in the order asked. */
    private final Set<Saving> saving = ConcurrentHashMap.newKeySet();

    private record Saving(String id, CompletionStage<CheckpointName> saved) {}

    /**
     * In the snapshot store plugin at a path of the configuration.
     *
     * @param timeout how long one call may take
     * @throws IllegalArgumentException when there is no such plugin
     */
    public PluginCheckpoints(ActorSystem system, String plugin, Duration timeout) {
        if (!system.settings().config().hasPath(plugin + ".class")) {
            throw new IllegalArgumentException("\"" + plugin + "\" names no Pekko snapshot store plugin: there is no "
                    + plugin + ".class in the configuration");
        }
        this.plugin = plugin;
        this.store = Persistence.get(system).snapshotStoreFor(plugin, ConfigFactory.empty());
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<CheckpointName> save(Checkpoint checkpoint) {
        SnapshotMetadata metadata =
                new SnapshotMetadata(checkpoint.id(), checkpoint.sequence(), checkpoint.timestamp());
        Object request = new SnapshotProtocol.SaveSnapshot(metadata, StoredCheckpoint.encode(checkpoint));
        CompletionStage<CheckpointName> saved = ask(request, answer -> {
            if (answer instanceof SaveSnapshotSuccess) {
                return CheckpointName.of(checkpoint, 0);
            }
            throw refused(
                    "save", checkpoint.id(), answer instanceof SaveSnapshotFailure failed ? failed.cause() : answer);
        });
        Saving underWay = new Saving(checkpoint.id(), saved);
        saving.add(underWay);
        saved.whenComplete((name, error) -> saving.remove(underWay));
        return saved;
    }

    @Override
    public CompletionStage<Lookup> findBelow(String id, Optional<CheckpointName> bound) {
        return find(id, bound.map(CheckpointName::sequence).orElse(NO_BOUND), new ArrayList<>());
    }

    private CompletionStage<Lookup> find(String id, long bound, List<DamagedCheckpoint> skipped) {
        return newestBelow(id, bound).thenCompose(selected -> {
            if (selected.isEmpty()) {
                return CompletableFuture.completedStage(new Lookup(Optional.empty(), skipped));
            }
            long sequence = selected.get().metadata().sequenceNr();
            try {
                Checkpoint checkpoint = decode(id, sequence, selected.get().snapshot());
                Lookup.Found found = new Lookup.Found(CheckpointName.of(checkpoint, 0), checkpoint);
                return CompletableFuture.completedStage(new Lookup(Optional.of(found), skipped));
            } catch (IOException e) {
                skipped.add(new DamagedCheckpoint(plugin, id, sequence, String.valueOf(e.getMessage())));
                return find(id, sequence, skipped);
            }
        });
    }

    private static Checkpoint decode(String id, long sequence, Object snapshot) throws IOException {
        if (snapshot instanceof StoredCheckpoint stored) {
            return stored.decode(id, sequence);
        }
        throw new IOException("it is a " + snapshot.getClass().getName()
                + ": is its persistence id also that of another persistent actor?");
    }

    /** Pekko lists no snapshots, so the ones to keep are loaded, one after the other. */
    @Override
    public CompletionStage<@Nullable Void> keepNewest(String id, int count) {
        Checkpoints.requireSome(count);
        return keep(id, NO_BOUND, count);
    }

    private CompletionStage<@Nullable Void> keep(String id, long bound, int left) {
        if (left == 0) {
            return deleteBelow(id, bound);
        }
        return newestBelow(id, bound)
                .thenCompose(selected -> selected.isEmpty()
                        ? CompletableFuture.<@Nullable Void>completedStage(null)
                        : keep(id, selected.get().metadata().sequenceNr(), left - 1));
    }

    /** After what is being saved: it might be what is to be deleted. */
    @Override
    public CompletionStage<@Nullable Void> deleteBelow(String id, long bound) {
        CompletableFuture<?>[] before = saving.stream()
                .filter(underWay -> underWay.id().equals(id))
                .map(underWay -> underWay.saved()
                        .handle((name, error) -> id)
                        .toCompletableFuture()) // whoever saves it hears of a failure
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(before).thenCompose(done -> delete(id, bound));
    }

    private CompletionStage<@Nullable Void> delete(String id, long bound) {
        Object request = new SnapshotProtocol.DeleteSnapshots(id, below(bound));
        return ask(request, answer -> {
            if (answer instanceof DeleteSnapshotsSuccess) {
                return null;
            }
            throw refused("delete", id, answer instanceof DeleteSnapshotsFailure failed ? failed.cause() : answer);
        });
    }

    private CompletionStage<Optional<SelectedSnapshot>> newestBelow(String id, long bound) {
        Object request = new SnapshotProtocol.LoadSnapshot(id, below(bound), NO_BOUND);
        return ask(request, answer -> {
            if (!(answer instanceof SnapshotProtocol.LoadSnapshotResult result)) {
                throw refused(
                        "load",
                        id,
                        answer instanceof SnapshotProtocol.LoadSnapshotFailed failed ? failed.cause() : answer);
            }
            if (result.snapshot().isEmpty()) {
                return Optional.empty();
            }
            SelectedSnapshot selected = result.snapshot().get();
            if (selected.metadata().sequenceNr() >= bound) {
                throw refused("load", id, "it gave " + selected.metadata() + ", asked for one below " + bound);
            }
            return Optional.of(selected);
        });
    }

    private static SnapshotSelectionCriteria below(long bound) {
        long most = bound == NO_BOUND ? Long.MAX_VALUE : bound - 1;
        return SnapshotSelectionCriteria.create(most, Long.MAX_VALUE);
    }

    /** A stage that Pekko makes of its future would go on in the common pool, which is nobody's; so this makes its own. */
    private <T extends @Nullable Object> CompletionStage<T> ask(Object request, Function<Object, T> answered) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        Patterns.ask(store, request, timeout.toMillis())
                .onComplete(
                        result -> {
                            try {
                                return stage.complete(answered.apply(result.get()));
                            } catch (Throwable e) {
                                boolean told = stage.completeExceptionally(e);
                                FatalErrors.rethrow(e);
                                return told;
                            }
                        },
                        ExecutionContext.parasitic$.MODULE$);
        return stage;
    }

    private CheckpointException refused(String what, String id, Object why) {
        return new CheckpointException(
                "the snapshot store " + plugin + " did not " + what + " a checkpoint of " + id + ": " + why,
                why instanceof Throwable cause ? cause : null);
    }
}
