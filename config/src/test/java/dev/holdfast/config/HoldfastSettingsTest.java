package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldfastSettingsTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void a_missing_mirror_is_refused_by_default() {
        assertThat(Written.in(directory, "").problems())
                .singleElement()
                .asString()
                .matches("reference.conf:\\d+: holdfast.persistence.mirrors = \\[]: has no default, set it in a file"
                        + " of yours; must be a list of exactly one directory, e.g. \\[\"/var/lib/holdfast\"]; .*");
    }

    @Test
    void another_journal_plugin_needs_no_mirror() {
        HoldfastSettings settings = Written.in(
                        directory, "holdfast.runtime.journal-plugin = pekko.persistence.journal.inmem")
                .settings();

        assertThat(settings.persistence().firstMirror()).isEmpty();
        assertThat(settings.runtime().embeddedLog()).isFalse();
        assertThat(settings.runtime().ledger().emergencyFileFor(settings.persistence()))
                .isEqualTo(Path.of("holdfast-ledger-emergency.jsonl"));
        assertThatThrownBy(() -> new HoldfastSettings(
                        settings.persistence(),
                        withEmbeddedLog(settings.runtime()),
                        settings.defaultSegment(),
                        settings.faults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("persistence.mirrors");
    }

    private static RuntimeSettings withEmbeddedLog(RuntimeSettings other) {
        return new RuntimeSettings(
                HoldfastSettings.EMBEDDED_JOURNAL,
                other.readJournalPlugin(),
                other.snapshotPlugin(),
                other.client(),
                other.dedup(),
                other.kernel(),
                other.effects(),
                other.poisonBrake(),
                other.ledger(),
                other.haltAfter());
    }

    @Test
    void several_mirrors_are_not_provided_yet() {
        assertThat(Written.in(directory, "", "holdfast.persistence.mirrors = [\"/a\", \"/b\"]")
                        .problems())
                .containsExactly("application.conf:2: holdfast.persistence.mirrors = [\"/a\",\"/b\"]: must be a list of"
                        + " exactly one directory, e.g. [\"/var/lib/holdfast\"]; mirroring over several is not provided"
                        + " yet");
    }

    @Test
    void a_relative_emergency_file_lies_in_the_first_mirror() {
        HoldfastSettings relative = Written.in(directory, Written.MIRROR).settings();
        HoldfastSettings absolute = Written.in(
                        directory, Written.MIRROR, "holdfast.runtime.ledger.emergency-file = \"/var/log/e.jsonl\"")
                .settings();

        assertThat(relative.runtime().ledger().emergencyFileFor(relative.persistence()))
                .isEqualTo(Path.of("/data/holdfast/holdfast-ledger-emergency.jsonl"));
        assertThat(absolute.runtime().ledger().emergencyFileFor(absolute.persistence()))
                .isEqualTo(Path.of("/var/log/e.jsonl"));
    }

    @Test
    void halt_after_can_be_off() {
        assertThat(Written.in(directory, Written.MIRROR, "holdfast.runtime.halt-after = off")
                        .settings()
                        .runtime()
                        .haltAfter())
                .isEmpty();
        assertThat(Written.in(directory, Written.MIRROR, "holdfast.runtime.halt-after = never")
                        .problems())
                .containsExactly("application.conf:2: holdfast.runtime.halt-after = never: must be a positive duration"
                        + " with its unit (ms, s, m, h, d), e.g. 30s, at most 365d, or off");
    }

    @Test
    void checkpoints_and_the_ring_can_be_off() {
        SegmentSettings segment = Written.in(
                        directory,
                        Written.MIRROR,
                        "holdfast.segments.default { checkpoint.every = off, ring.every = off }")
                .settings()
                .defaultSegment();

        assertThat(segment.checkpoint().every()).isEmpty();
        assertThat(segment.ring().every()).isEmpty();
        assertThat(Written.in(directory, Written.MIRROR, "holdfast.segments.default.ring.every = never")
                        .problems())
                .containsExactly("application.conf:2: holdfast.segments.default.ring.every = never: must be a whole"
                        + " number from 1 to 1000000, or off");
    }

    @Test
    void the_log_alone_reads_only_its_own_section() {
        Config config = Written.in(directory, Written.MIRROR, "holdfast.runtime = nonsense", "holdfast.typo = 1")
                .config();

        assertThat(PersistenceSettings.from(config).firstMirror()).contains(Path.of("/data/holdfast"));
        assertThatThrownBy(
                        () -> PersistenceSettings.from(Written.in(directory, "").config()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("holdfast.persistence.mirrors");
    }

    @Test
    void plugin_sections_are_not_looked_into() {
        Written written = Written.in(
                directory,
                Written.MIRROR,
                "holdfast.persistence.journal { class = x, whatever = 1 }",
                "holdfast.persistence.snapshot-store { class = x }",
                "holdfast.persistence.read-journal { class = x }");

        assertThat(written.settings()).isNotNull();
    }

    @Test
    void substitutions_are_resolved_or_reported() {
        assertThat(Written.in(directory, "dir = \"/data\"", "holdfast.persistence.mirrors = [${dir}]")
                        .settings()
                        .persistence()
                        .firstMirror())
                .contains(Path.of("/data"));
        assertThat(Written.in(directory, "", "holdfast.persistence.mirrors = [${nowhere}]")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("application.conf:2: ")
                .contains("nowhere");
    }

    @Test
    void system_properties_are_texts_and_lists_with_numbered_keys() {
        Config properties = ConfigFactory.parseMap(
                        Map.of(
                                "holdfast.persistence.mirrors.0", "/data",
                                "holdfast.persistence.readers", "3",
                                "holdfast.runtime.dedup.window", "none"),
                        "system properties")
                .withFallback(ConfigFactory.parseResources("reference.conf"));

        assertThat(PersistenceSettings.from(properties).readers()).isEqualTo(3);
        assertThat(PersistenceSettings.from(properties).firstMirror()).contains(Path.of("/data"));
        assertThatThrownBy(() -> HoldfastSettings.from(properties))
                .hasMessageContaining("\n  system properties: holdfast.runtime.dedup.window = none: must be a whole");
    }

    @Test
    void a_configuration_without_the_reference_says_so() {
        assertThatThrownBy(() -> HoldfastSettings.from(ConfigFactory.empty("nothing")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageEndingWith(
                        "nothing: holdfast is missing: must be a section, as in holdfast-config's reference.conf");
    }
}
