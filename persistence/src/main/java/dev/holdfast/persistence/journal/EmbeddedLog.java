package dev.holdfast.persistence.journal;

import dev.holdfast.config.PersistenceSettings;
import dev.holdfast.host.Clock;
import dev.holdfast.persistence.checkpoint.CheckpointException;
import dev.holdfast.persistence.checkpoint.CheckpointStore;
import dev.holdfast.persistence.checkpoint.LogId;
import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.log.LogOptions;
import dev.holdfast.persistence.log.SegmentedLog;
import dev.holdfast.persistence.log.SpaceShortage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Await;
import scala.concurrent.duration.Duration;
import scala.jdk.javaapi.FutureConverters;

/**
 * The one log of an actor system: opened when it is first needed, closed when the system has terminated, and the
 * checkpoints beside it. All plugins and readers of the system share them. Safe for use by any thread.
 */
public final class EmbeddedLog implements Extension {

    /** How the persistence ids of fault ledgers begin. */
    private static final String LEDGERS = "holdfast-ledger|";

    private static final String CHECKPOINTS = "checkpoints";

    private final HoldfastHost provided;
    private final PersistenceSettings settings;
    private final SegmentedLog log;
    private Optional<CheckpointStore> checkpoints = Optional.empty();
    private boolean closed;

    private EmbeddedLog(ExtendedActorSystem system) {
        provided = HoldfastHost.get(system);
        settings = PersistenceSettings.from(system.settings().config());
        log = SegmentedLog.open(mirror(), options(settings), provided.disk(), provided.host());
        system.registerOnTermination(this::close);
    }

    private Path mirror() {
        return settings.firstMirror().orElseThrow();
    }

    /**
     * The log of a system.
     *
     * @throws dev.holdfast.config.ConfigurationException when {@code holdfast.persistence} is wrong
     * @throws dev.holdfast.persistence.log.LogException when it cannot be opened
     */
    public static EmbeddedLog get(ActorSystem system) {
        return Id.INSTANCE.get(system);
    }

    private static LogOptions options(PersistenceSettings settings) {
        LogOptions options = new LogOptions(
                        settings.segmentBytes(),
                        settings.group().maxRecords(),
                        settings.group().maxBytes(),
                        settings.readers())
                .withQueues(EmbeddedLog::queueOf);
        return settings.maxBytes().map(options::withMaxSize).orElse(options);
    }

    /**
     * In which queue the writes of a persistence id wait. In this release all components belong to one segment, so they
     * share one; the fault ledgers have theirs, so that no flood of writes keeps faults from being recorded (S3).
     */
    static String queueOf(String persistenceId) {
        return persistenceId.startsWith(LEDGERS) ? "ledger" : "default";
    }

    /** What space the log lacks; empty when it lacks none. While writes wait for it, recoveries and reads go on. */
    public Optional<SpaceShortage> spaceShortage() {
        return log.spaceShortage();
    }

    SegmentedLog log() {
        return log;
    }

    Clock clock() {
        return provided.host().clock();
    }

    /**
     * The checkpoints, in the subdirectory {@code checkpoints} of the log's directory; opened when first needed, for
     * which the caller waits: call it first from a thread nobody interrupts. Opening that failed can be tried again.
     *
     * @throws CheckpointException when they cannot be opened, or the system has terminated
     */
    public synchronized CheckpointStore checkpoints() {
        if (checkpoints.isEmpty()) {
            checkpoints = Optional.of(openCheckpoints());
        }
        return checkpoints.get();
    }

    private CheckpointStore openCheckpoints() {
        if (closed) {
            throw new CheckpointException(
                    "Checkpoints beside " + mirror() + " are not opened any more: the actor system has terminated",
                    null);
        }
        return CheckpointStore.open(
                mirror().resolve(CHECKPOINTS), logId(), settings.readers(), provided.disk(), provided.host());
    }

    private LogId logId() {
        try (Directory directory = provided.disk().open(mirror())) {
            return LogId.of(directory);
        } catch (IOException e) {
            throw new CheckpointException(
                    "Checkpoints beside " + mirror() + " cannot be opened, for whose log it is cannot be read (" + e
                            + "); none was changed. Check that the disk works",
                    e);
        }
    }

    /**
     * The log last: its lock tells other processes to keep out of the checkpoints, too. The system has not terminated
     * before; waited is in the way of Pekko's own waits, so that a simulation goes on meanwhile.
     */
    private void close() {
        CompletionStage<Boolean> ended = closeCheckpoints()
                .handle((ok, error) -> Optional.ofNullable(error))
                .thenCompose(first -> log.closeLater().thenApply(ok -> rethrow(first)));
        try {
            Await.ready(FutureConverters.asScala(ended), Duration.Inf());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return; // it closes all the same, but who interrupts does not want to wait for it
        } catch (TimeoutException e) {
            throw new IllegalStateException("an endless wait has ended", e);
        }
        ended.toCompletableFuture().join();
    }

    private synchronized CompletionStage<@Nullable Void> closeCheckpoints() {
        closed = true;
        return checkpoints.map(CheckpointStore::closeLater).orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private static boolean rethrow(Optional<Throwable> thrown) {
        thrown.ifPresent(cause -> {
            throw new CompletionException(cause);
        });
        return true;
    }

    /** Reads the log by pulling. */
    public JournalReader reader() {
        return new LogReader(log);
    }

    /** Stores entries in the log, past the journal plugin. */
    public EntryWriter writer() {
        return new LogWriter(log, clock());
    }

    private static final class Id extends AbstractExtensionId<EmbeddedLog> {
        private static final Id INSTANCE = new Id();

        @Override
        public EmbeddedLog createExtension(ExtendedActorSystem system) {
            return new EmbeddedLog(system);
        }
    }
}
