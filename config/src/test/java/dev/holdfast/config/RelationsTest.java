package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelationsTest {

    @TempDir
    Path directory = Path.of("");

    @Test
    void values_that_do_not_fit_each_other_are_reported_whatever_else_is_wrong() {
        Written written = Written.in(
                directory,
                "holdfast.persistence { mirrors = 5, readers = 0, segment-size = 64 KiB, typo = 1 }",
                "holdfast.persistence.group { max-records = 0, max-bytes = 17 KiB }",
                "holdfast.runtime.client { typo = 1, ask-timeout = 1s, resend-every = 2s }",
                "holdfast.runtime.kernel { read-timeout = 0s, batch.max-bytes = 9 KiB }",
                "holdfast.segments.default { threads = 0, backoff { jitter = 2, min = 2s, max = 1s } }",
                "holdfast.segments.default.intensity { within = 6s, restarts = 3 }");

        assertThat(written.problems())
                .hasSize(13)
                .contains(
                        "application.conf:2: holdfast.persistence.group.max-bytes = 17 KiB: must be at most a quarter"
                                + " of segment-size = 64 KiB (application.conf:1)",
                        "application.conf:3: holdfast.runtime.client.resend-every = 2s: must be shorter than"
                                + " ask-timeout = 1s (application.conf:3)",
                        "application.conf:4: holdfast.runtime.kernel.batch.max-bytes = 9 KiB: must be at most half of"
                                + " persistence.group.max-bytes = 17 KiB (application.conf:2)",
                        "application.conf:5: holdfast.segments.default.backoff.min = 2s: must be at most max = 1s"
                                + " (application.conf:5)",
                        "application.conf:6: holdfast.segments.default.intensity.within = 6s: can never be exceeded,"
                                + " must be longer than intensity.restarts (3) times backoff.min = 2s"
                                + " (application.conf:5)");
    }

    @Test
    void a_value_that_is_wrong_alone_is_not_compared() {
        assertThat(Written.in(
                                directory,
                                Written.MIRROR,
                                "holdfast.runtime.client { ask-timeout = 1, resend-every = 2h }")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("application.conf:2: holdfast.runtime.client.ask-timeout = 1: must be a positive duration");
    }

    @Test
    void a_mirror_is_missed_whatever_else_is_wrong() {
        assertThat(Written.in(directory, "holdfast.runtime.dedup.window = 0").problems())
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("application.conf:1: holdfast.runtime.dedup.window"),
                        problem -> assertThat(problem)
                                .matches(
                                        "reference\\.conf:\\d+: holdfast\\.persistence\\.mirrors = \\[]: has no default.*"));
    }

    @Test
    void a_segment_made_by_hand_has_an_intensity_that_can_be_exceeded() {
        Duration second = Duration.ofSeconds(1);
        BackoffSettings backoff = new BackoffSettings(second, second, 0);

        assertThat(segment(new IntensitySettings(3, Duration.ofMillis(3001)), backoff))
                .isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> segment(new IntensitySettings(3, Duration.ofSeconds(3)), backoff))
                .withMessage("intensity.within = 3s: can never be exceeded, must be longer than intensity.restarts (3)"
                        + " times backoff.min = 1s");
    }

    private static SegmentSettings segment(IntensitySettings intensity, BackoffSettings backoff) {
        return new SegmentSettings(
                "default",
                1,
                1,
                intensity,
                backoff,
                new CheckpointSettings(Optional.empty(), 1),
                new RingSettings(Optional.empty(), 1),
                new DiagnosisSettings(2, 2, Duration.ofSeconds(1)),
                List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "holdfast.lock",
                "00000001.segment",
                "00000001.index",
                "x/../holdfast.store",
                "/data/holdfast/holdfast.store",
                ".",
                "/data"
            })
    void the_ledger_must_not_write_into_a_file_of_the_log(String file) {
        assertThat(Written.in(directory, Written.MIRROR, "holdfast.runtime.ledger.emergency-file = \"" + file + "\"")
                        .problems())
                .containsExactly("application.conf:2: holdfast.runtime.ledger.emergency-file = " + file + ": must be"
                        + " another file than those the log keeps (holdfast.*, *.segment, *.index) in"
                        + " persistence.mirrors = [\"/data/holdfast\"] (application.conf:1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"holdfast-ledger.jsonl", "ledger/00000001.segment", "/var/log/holdfast.lock"})
    void the_ledger_may_write_elsewhere(String file) {
        assertThat(Written.in(directory, Written.MIRROR, "holdfast.runtime.ledger.emergency-file = \"" + file + "\"")
                        .settings()
                        .runtime()
                        .ledger()
                        .emergencyFile())
                .isEqualTo(Path.of(file));
    }
}
