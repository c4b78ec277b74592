package dev.holdfast.persistence.journal;

import dev.holdfast.config.PersistenceSettings;
import dev.holdfast.host.Clock;
import dev.holdfast.persistence.log.LogOptions;
import dev.holdfast.persistence.log.SegmentedLog;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/**
 * The one log of an actor system: opened when it is first needed, closed when the system has terminated. All plugins
 * and readers of the system share it. Safe for use by any thread.
 */
public final class EmbeddedLog implements Extension {

    private final SegmentedLog log;
    private final Clock clock;

    private EmbeddedLog(ExtendedActorSystem system) {
        HoldfastSetup setup = HoldfastSetup.of(system);
        PersistenceSettings settings =
                PersistenceSettings.from(system.settings().config());
        LogOptions options = new LogOptions(
                settings.segmentBytes(),
                settings.group().maxRecords(),
                settings.group().maxBytes(),
                settings.readers());
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

    /** Stores entries in the log, past the journal plugin. */
    public EntryWriter writer() {
        return new LogWriter(log, clock);
    }

    private static final class Id extends AbstractExtensionId<EmbeddedLog> {
        private static final Id INSTANCE = new Id();

        @Override
        public EmbeddedLog createExtension(ExtendedActorSystem system) {
            return new EmbeddedLog(system);
        }
    }
}
