package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    @TempDir
    Path directory = Path.of("");

    /** Just below, least, most, just above. */
    @ParameterizedTest
    @CsvSource({
        "persistence.group.max-records, 0, 1, 65536, 65537",
        "persistence.readers, 0, 1, 64, 65",
        "runtime.client.ask-timeout, 0s, 1001ms, 365d, 366d",
        "runtime.client.resend-every, 0s, 1ns, 9999ms, 10s",
        "runtime.dedup.window, 0, 1, 1048576, 1048577",
        "runtime.dedup.keep, 0s, 1ns, 365d, 366d",
        "runtime.kernel.batch.max-commands, 0, 1, 16384, 16385",
        "runtime.kernel.batch.max-bytes, 1023 B, 1 KiB, 2 MiB, 257 MiB",
        "runtime.kernel.read-batch.max-entries, 0, 1, 65536, 65537",
        "runtime.kernel.read-batch.max-bytes, 1023 B, 1 KiB, 256 MiB, 257 MiB",
        "runtime.kernel.read-timeout, 0s, 1ns, 365d, 366d",
        "runtime.kernel.write-timeout, 0s, 1ns, 365d, 366d",
        "runtime.kernel.max-concurrent-recoveries, 0, 1, 1024, 1025",
        "runtime.effects.max-open, 0, 1, 1048576, 1048577",
        "runtime.effects.resend.min, 0s, 1ns, 30s, 31s",
        "runtime.effects.resend.max, 999ms, 1s, 365d, 366d",
        "runtime.poison-brake.components, 0, 1, 10000, 10001",
        "runtime.poison-brake.within, 0s, 1ns, 365d, 366d",
        "runtime.ledger.buffer, 0, 1, 1048576, 1048577",
        "runtime.halt-after, 0s, 1ns, 365d, 366d",
        "segments.default.threads, 0, 1, 1024, 1025",
        "segments.default.max-in-flight, 0, 1, 1048576, 1048577",
        "segments.default.intensity.within, 1s, 1001ms, 365d, 366d",
        "segments.default.backoff.min, 0s, 1ns, 10s, 11s",
        "segments.default.backoff.max, 199ms, 200ms, 365d, 366d",
        "segments.default.backoff.jitter, -0.1, 0, 1, 1.1",
        "segments.default.checkpoint.every, 0, 1, 1000000000, 1000000001",
        "segments.default.checkpoint.keep, 0, 1, 1000, 1001",
        "segments.default.ring.every, 0, 1, 1000000, 1000001",
        "segments.default.ring.keep, 0, 1, 1024, 1025",
        "segments.default.diagnosis.intermittent-after, 1, 2, 1000, 1001",
        "segments.default.diagnosis.permanent-after, 1, 2, 1000, 1001",
        "segments.default.diagnosis.within, 0s, 1ns, 365d, 366d",
    })
    void each_limit_holds_on_both_sides(String path, String below, String least, String most, String above) {
        assertAccepted(path, least);
        assertAccepted(path, most);
        assertRefused(path, below);
        assertRefused(path, above);
    }

    @Test
    void a_group_is_4_kib_to_a_quarter_of_a_segment() {
        String small = "holdfast.runtime.kernel.batch.max-bytes = 2 KiB";
        String path = "persistence.group.max-bytes";
        assertAccepted(path, "4 KiB", small);
        assertAccepted(path, "16 MiB", small);
        assertRefused(path, "4095 B", small);
        assertRefused(path, "17 MiB", small);
    }

    @Test
    void a_segment_is_64_kib_to_1_gib_in_steps_of_4_kib() {
        String[] small = {
            "holdfast.persistence.group.max-bytes = 4 KiB", "holdfast.runtime.kernel.batch.max-bytes = 2 KiB"
        };
        String path = "persistence.segment-size";
        assertAccepted(path, "64 KiB", small);
        assertAccepted(path, "68 KiB", small);
        assertAccepted(path, "1 GiB", small);
        assertRefused(path, "60 KiB", small);
        assertRefused(path, "66 KiB", small);
        assertRefused(path, "1028 MiB", small);
    }

    @Test
    void the_whole_log_takes_at_least_four_segments_or_has_no_limit() {
        String[] small = {
            "holdfast.persistence { segment-size = 64 KiB, group.max-bytes = 4 KiB }",
            "holdfast.runtime.kernel.batch.max-bytes = 2 KiB"
        };
        String path = "persistence.max-size";
        assertAccepted(path, "off");
        assertAccepted(path, "256 MiB");
        assertRefused(path, "255 MiB");
        assertAccepted(path, "1024 TiB");
        assertRefused(path, "1025 TiB");
        assertAccepted(path, "256 KiB", small);
        assertRefused(path, "255 KiB", small);
    }

    @Test
    void a_component_restarts_1_to_10000_times() {
        String longEnough = "holdfast.segments.default.intensity.within = 1h";
        String path = "segments.default.intensity.restarts";
        assertAccepted(path, "1", longEnough);
        assertAccepted(path, "10000", longEnough);
        assertRefused(path, "0", longEnough);
        assertRefused(path, "10001", longEnough);
    }

    private void assertAccepted(String path, String value, String... more) {
        assertThat(written(path, value, more).settings())
                .as(path + " = " + value)
                .isNotNull();
    }

    private void assertRefused(String path, String value, String... more) {
        assertThat(written(path, value, more).problems())
                .as(path + " = " + value)
                .singleElement()
                .asString()
                .contains(" holdfast.")
                .contains("application.conf:2")
                .contains(" = " + value)
                .containsAnyOf(" must be ", ": does not fit ");
    }

    private Written written(String path, String value, String... more) {
        return Written.in(directory, Written.MIRROR, "holdfast." + path + " = " + value, String.join("\n", more));
    }

    @Test
    void records_made_by_hand_are_held_to_the_same_limits() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new GroupSettings(0, 4096))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("max-records = 0: must be a whole number from 1 to 65536");
        assertThatThrownBy(() -> new ClientSettings(second, second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("resend-every = 1s: must be shorter than ask-timeout = 1s");
        assertThatThrownBy(() -> new BackoffSettings(second, second, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("jitter = NaN: must be a number from 0 to 1, e.g. 0.2");
        assertThatThrownBy(() -> new CheckpointSettings(Optional.of(0), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("every = 0: must be a whole number from 1 to 1000000000, or off");
        assertThatThrownBy(() -> new RingSettings(Optional.empty(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("keep = 0: must be a whole number from 1 to 1024");
        assertThatThrownBy(() -> new DiagnosisSettings(1, 2, second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("intermittent-after = 1: must be a whole number from 2 to 1000");
        assertThatThrownBy(() -> new PoisonBrakeSettings(0, second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("components = 0: must be a whole number from 1 to 10000");
        assertThatThrownBy(() -> new PersistenceSettings(
                        List.of(Path.of("")), 64 * Limit.MIB, new GroupSettings(1, 4096), 1, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mirrors = []: must be a list of exactly one directory");
    }
}
