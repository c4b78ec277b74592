package dev.holdfast.runtime;

import com.typesafe.config.Config;
import dev.holdfast.persistence.checkpoint.CheckpointStore;
import dev.holdfast.persistence.journal.EmbeddedLog;
import dev.holdfast.persistence.journal.EntryWriter;
import dev.holdfast.persistence.journal.HoldfastJournal;
import dev.holdfast.persistence.journal.JournalReader;
import java.util.Optional;
import org.apache.pekko.actor.ExtendedActorSystem;

/**
 * How the journal of the configured plugin is read and written.
 *
 * @param reader reads it
 * @param writer writes it past Pekko; none when the plugin is not the embedded log's own but does something besides
 * @param checkpoints keeps states beside it
 */
record Journals(JournalReader reader, Optional<EntryWriter> writer, Optional<CheckpointStore> checkpoints) {

    static Journals of(ExtendedActorSystem system, String plugin) {
        Config config = system.settings().config();
        if (!config.hasPath(plugin + ".class")) {
            throw new IllegalArgumentException("holdfast.runtime.journal-plugin = \"" + plugin
                    + "\" names no Pekko journal plugin: there is no " + plugin + ".class in the configuration");
        }
        String name = config.getString(plugin + ".class");
        try {
            Class<?> type = Class.forName(name, false, system.dynamicAccess().classLoader());
            if (!HoldfastJournal.class.isAssignableFrom(type)) {
                throw new IllegalArgumentException("holdfast.runtime.journal-plugin = \"" + plugin + "\" is " + name
                        + "; only the embedded log, holdfast.persistence.journal, is provided yet");
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("the class of journal plugin " + plugin + " is not there: " + name, e);
        }
        EmbeddedLog log = EmbeddedLog.get(system);
        boolean plain = name.equals(HoldfastJournal.class.getName());
        return new Journals(
                log.reader(), plain ? Optional.of(log.writer()) : Optional.empty(), Optional.of(log.checkpoints()));
    }
}
