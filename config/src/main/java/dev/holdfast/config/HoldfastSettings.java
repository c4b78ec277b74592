package dev.holdfast.config;

import com.typesafe.config.Config;
import java.util.Optional;

/**
 * All settings of Holdfast: the section {@code holdfast} of the configuration.
 *
 * @param persistence the embedded log; its list of mirrors is empty only when another journal plugin is used
 * @param runtime the runtime as a whole
 * @param defaultSegment the segment of every component that no other segment lists
 */
public record HoldfastSettings(
        PersistenceSettings persistence, RuntimeSettings runtime, SegmentSettings defaultSegment) {

    /** The journal plugin that is Holdfast's embedded log. */
    public static final String EMBEDDED_JOURNAL = "holdfast.persistence.journal";

    /** An entry is closed when it is full, which one more outcome of the largest size may make it twice. */
    private static final int ENTRIES_PER_GROUP = 2;

    /** @throws IllegalArgumentException if log and runtime do not fit each other */
    public HoldfastSettings {
        if (runtime.embeddedLog() && persistence.mirrors().isEmpty()) {
            throw SettingException.of("persistence.mirrors", "[]", PersistenceSettings.MIRRORS);
        }
        int entry = runtime.kernel().batch().maxBytes();
        if (entry > persistence.group().maxBytes() / ENTRIES_PER_GROUP) {
            throw SettingException.compared(
                    "runtime.kernel.batch.max-bytes",
                    entry,
                    "must be at most half of",
                    "persistence.group.max-bytes",
                    persistence.group().maxBytes());
        }
    }

    /**
     * Reads the section {@code holdfast}.
     *
     * @param root an actor system's or application's whole configuration, {@code reference.conf} included; resolved or not
     * @throws ConfigurationException with all that is wrong
     */
    public static HoldfastSettings from(Config root) {
        return ConfigReader.read(root, top -> from(top.section("holdfast")));
    }

    private static Optional<HoldfastSettings> from(Section section) {
        Optional<RuntimeSettings> runtime = RuntimeSettings.from(section.section("runtime"));
        boolean embeddedLog = runtime.filter(RuntimeSettings::embeddedLog).isPresent();
        Optional<PersistenceSettings> persistence =
                PersistenceSettings.from(section.section("persistence"), embeddedLog);
        Section segments = section.section("segments");
        segments.hint("other segments than default are not provided yet");
        Optional<SegmentSettings> defaultSegment = SegmentSettings.from(segments.section("default"), "default");
        segments.build(() -> defaultSegment);
        return section.build(() ->
                new HoldfastSettings(persistence.orElseThrow(), runtime.orElseThrow(), defaultSegment.orElseThrow()));
    }
}
