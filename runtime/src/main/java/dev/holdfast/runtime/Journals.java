package dev.holdfast.runtime;

import com.typesafe.config.Config;
import dev.holdfast.persistence.journal.EmbeddedLog;
import dev.holdfast.persistence.journal.HoldfastJournal;
import dev.holdfast.persistence.journal.JournalReader;
import org.apache.pekko.actor.ExtendedActorSystem;

/** Finds the reader that belongs to the configured journal plugin. */
final class Journals {

    private Journals() {}

    static JournalReader reader(ExtendedActorSystem system, String plugin) {
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
        return EmbeddedLog.get(system).reader();
    }
}
