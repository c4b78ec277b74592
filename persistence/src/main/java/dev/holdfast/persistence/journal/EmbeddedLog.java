package dev.holdfast.persistence.journal;

import dev.holdfast.config.PersistenceSettings;
import dev.holdfast.host.Clock;
import dev.holdfast.persistence.log.LogOptions;
import dev.holdfast.persistence.log.SegmentedLog;
import dev.holdfast.persistence.log.SpaceShortage;
import java.util.Optional;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/**
 * The one log of an actor system: opened when it is first needed, closed when the system has terminated. All plugins
 * and readers of the system share it. Safe for use by any thread.
 */
public final class EmbeddedLog implements Extension {

    /** How the persistence ids of fault ledgers begin. */
    private static final String LEDGERS = "holdfast-ledger|";

    private final SegmentedLog log;
    private final Clock clock;

    private EmbeddedLog(ExtendedActorSystem system) {
        HoldfastSetup setup = HoldfastSetup.of(system);
        PersistenceSettings settings =
                PersistenceSettings.from(system.settings().config());
        LogOptions options = options(settings);
        clock = setup.host().clock();
        log = SegmentedLog.open(settings.firstMirror().orElseThrow(), options, setup.disk(), setup.host());
        system.registerOnTermination(log::close);
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
        return clock;
    }

    /** Reads the log by pulling. */
    public JournalReader reader() {
        return new LogReader(log);
    }

    private static final class Id extends AbstractExtensionId<EmbeddedLog> {
        private static final Id INSTANCE = new Id();

        @Override
        public EmbeddedLog createExtension(ExtendedActorSystem system) {
            return new EmbeddedLog(system);
        }
    }
}
