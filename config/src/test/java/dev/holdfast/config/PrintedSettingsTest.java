package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintedSettingsTest {
    private static final int CASES = 1000;
    private static final int LIMITS = 41;

    @TempDir
    Path directory = Path.of("");

    @Test
    void whatever_is_accepted_can_be_printed_and_is_accepted_again_and_equal() {
        RandomSettings random = new RandomSettings(20250317);
        for (int i = 0; i < CASES; i++) {
            HoldfastSettings settings = random.draw();
            String printed = settings.hocon();

            HoldfastSettings again = HoldfastSettings.from(
                    ConfigFactory.parseString(printed).withFallback(ConfigFactory.parseResources("reference.conf")));

            assertThat(again).as("case " + i + "\n" + printed).isEqualTo(settings);
            assertThat(again.hocon()).isEqualTo(printed);
        }
        assertThat(random.reached()).as("least and most of every limit").hasSize(2 * LIMITS);
    }

    @Test
    void what_is_printed_looks_as_if_a_person_had_written_it() {
        assertThat(Written.in(directory, Written.MIRROR).settings().hocon())
                .startsWith(
                        "holdfast {\n  persistence {\n    mirrors = [\"/data/holdfast\"]\n    segment-size = 64 MiB\n")
                .contains(
                        "      recovery = [\n        { on = crash, do = [retry 3, roll-back, alternate, roll-forward, quarantine-command] }\n")
                .contains("        { on = storage-corrupt, do = [park] }\n      ]\n    }\n  }\n")
                .endsWith("  faults {\n    enabled = off\n    inject = []\n  }\n}\n");
    }

    @Test
    void each_value_is_printed_with_the_place_where_it_was_written() {
        Path base = Written.named("base.conf", directory, Written.MIRROR, "size = 1 MiB")
                .file();
        Path local = Written.named(
                        "local.conf",
                        directory,
                        "holdfast.persistence { segment-size = ${size}, group.max-bytes = 128 KiB }",
                        "holdfast.runtime.kernel.batch.max-bytes = 64 KiB",
                        "holdfast.segments.default.recovery = [{ on = crash, do = [park] }]")
                .file();

        CheckedConfiguration checked = ConfigurationFiles.read(List.of(base, local));

        assertThat(checked.values())
                .contains(
                        new EffectiveValue("holdfast.persistence.mirrors", "[\"/data/holdfast\"]", base + ":1"),
                        new EffectiveValue("holdfast.persistence.segment-size", "1 MiB", base + ":2"),
                        new EffectiveValue("holdfast.persistence.group.max-bytes", "128 KiB", local + ":1"),
                        new EffectiveValue("holdfast.persistence.readers", "2", EffectiveValue.DEFAULT));
        assertThat(checked.hoconWithOrigins())
                .contains("    # " + local + ":1\n      max-bytes = 128 KiB\n")
                .contains("    # default\n    readers = 2\n");
        assertThat(ConfigurationFiles.read(List.of(Written.named("again.conf", directory, checked.hoconWithOrigins())
                                .file()))
                        .settings())
                .isEqualTo(checked.settings());
        assertThat(checked.values())
                .filteredOn(value -> value.path().endsWith("recovery"))
                .singleElement()
                .satisfies(recovery ->
                        assertThat(recovery.plain()).isEqualTo(List.of(Map.of("on", "crash", "do", List.of("park")))));
    }
}
