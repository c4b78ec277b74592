package dev.holdfast.runtime;

import com.typesafe.config.Config;
import dev.holdfast.config.RuntimeSettings;
import dev.holdfast.persistence.checkpoint.Checkpoints;
import dev.holdfast.persistence.journal.EmbeddedLog;
import dev.holdfast.persistence.journal.EntryWriter;
import dev.holdfast.persistence.journal.HoldfastJournal;
import dev.holdfast.persistence.journal.JournalReader;
import dev.holdfast.persistence.plugin.PluginCheckpoints;
import dev.holdfast.persistence.plugin.QueryReader;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.actor.ExtendedActorSystem;

/**
 * How the journal of the configured plugin is read and written.
 *
 * @param reader reads it
 * @param writer writes it past Pekko; none when the plugin is not the embedded log's own but does something besides
 * @param checkpoints keeps states beside it; none when none is configured
 */
record Journals(JournalReader reader, Optional<EntryWriter> writer, Optional<Checkpoints> checkpoints) {

    private static final String JOURNAL = RuntimeSettings.JOURNAL_PLUGIN_PATH;
    private static final String READ_JOURNAL = "holdfast.runtime.read-journal-plugin";
    private static final String SNAPSHOTS = "holdfast.runtime.snapshot-plugin";

    /**
     * Those of an actor system.
     *
     * @throws IllegalArgumentException when a plugin is not there, or cannot be used together with the others
     */
    static Journals of(ExtendedActorSystem system, RuntimeSettings settings) {
        Class<?> plugin = plugin(system, settings.journalPlugin());
        return HoldfastJournal.class.isAssignableFrom(plugin)
                ? embedded(system, settings, plugin)
                : foreign(system, settings);
    }

    private static Class<?> plugin(ExtendedActorSystem system, String plugin) {
        Config config = system.settings().config();
        if (!config.hasPath(plugin + ".class")) {
            throw new IllegalArgumentException(JOURNAL + " = \"" + plugin
                    + "\" names no Pekko journal plugin: there is no " + plugin + ".class in the configuration");
        }
        String name = config.getString(plugin + ".class");
        try {
            return Class.forName(name, false, system.dynamicAccess().classLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("the class of journal plugin " + plugin + " is not there: " + name, e);
        }
    }

    private static Journals embedded(ExtendedActorSystem system, RuntimeSettings settings, Class<?> plugin) {
        refuse(READ_JOURNAL, settings.readJournalPlugin(), "the embedded log reads itself");
        refuse(SNAPSHOTS, settings.snapshotPlugin(), "the embedded log keeps its own checkpoints");
        EmbeddedLog log = EmbeddedLog.get(system);
        boolean plain = plugin.equals(HoldfastJournal.class);
        return new Journals(
                log.reader(), plain ? Optional.of(log.writer()) : Optional.empty(), Optional.of(log.checkpoints()));
    }

    private static void refuse(String key, Optional<String> value, String reason) {
        if (value.isPresent()) {
            throw new IllegalArgumentException(
                    key + " = \"" + value.get() + "\" would have no effect: " + reason + "; set it to off");
        }
    }

    private static Journals foreign(ExtendedActorSystem system, RuntimeSettings settings) {
        String reading = settings.readJournalPlugin()
                .orElseThrow(() -> new IllegalArgumentException(READ_JOURNAL + " is off, but journal plugin "
                        + settings.journalPlugin() + " is not the embedded log: name the read journal plugin that reads"
                        + " it, such as jdbc-read-journal for jdbc-journal"));
        JournalReader reader = named(READ_JOURNAL, () -> QueryReader.of(system, reading));
        Optional<Checkpoints> checkpoints = settings.snapshotPlugin()
                .map(plugin -> named(
                        SNAPSHOTS,
                        () -> new PluginCheckpoints(
                                system, plugin, settings.kernel().readTimeout())));
        return new Journals(reader, Optional.empty(), checkpoints);
    }

    private static <T> T named(String key, Supplier<T> plugin) {
        try {
            return plugin.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }
}
