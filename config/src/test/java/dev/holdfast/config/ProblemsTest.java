package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {
    private static final String DURATION = "must be a positive duration with its unit (ms, s, m, h, d), e.g. ";

    @TempDir
    Path directory = Path.of("");

    @Test
    void all_problems_come_in_one_exception_with_file_line_path_and_what_is_allowed() {
        Written written = Written.in(
                directory,
                "holdfast {",
                "  persistence.mirrors = [\"/data\"]",
                "  runtime.dedup {",
                "    windw = 5",
                "  }",
                "  segments.default {",
                "    threads = four",
                "    backoff.min = -5s",
                "  }",
                "}");

        assertThat(written.problems())
                .containsExactly(
                        "application.conf:4: holdfast.runtime.dedup.windw is unknown: did you mean window? allowed are"
                                + " window, keep",
                        "application.conf:7: holdfast.segments.default.threads = four: must be a whole number from 1 to"
                                + " 1024",
                        "application.conf:8: holdfast.segments.default.backoff.min = -5s: " + DURATION
                                + "200ms, at most 365d");
        assertThat(written.refusal())
                .hasMessageStartingWith("the Holdfast configuration is refused:\n  " + written.file() + ":4: ")
                .hasMessageContaining("\n  " + written.file() + ":7: ")
                .hasMessageContaining("\n  " + written.file() + ":8: ");
        assertThat(written.refusal().problems())
                .contains(new Problem(
                        written.file().toString(),
                        OptionalInt.of(7),
                        "holdfast.segments.default.threads",
                        "= four",
                        "must be a whole number from 1 to 1024"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runtime.dedup.window = 1.5            | = 1.5: must be a whole number",
                "runtime.dedup.window = true           | = true: must be a whole number",
                "runtime.dedup.window = null           | = null: must be a whole number",
                "runtime.dedup.window = 99999999999999 | = 99999999999999: must be a whole number",
                "runtime.dedup.keep = 200              | = 200: must be a positive duration with its unit",
                "runtime.dedup.keep = \"200\"          | = 200: must be a positive duration with its unit",
                "runtime.dedup.keep = 5 parsecs        | = 5 parsecs: must be a positive duration with its unit",
                "runtime.dedup.keep = []               | = []: must be a positive duration with its unit",
                "runtime.journal-plugin = \"\"         | = \"\": must be a text that is not empty",
                "runtime.journal-plugin = 5            | = 5: must be a text",
                "runtime.ledger.emergency-file = \" \" | = \" \": must be the path of a file",
                "runtime.dedup = 5                     | = 5: must be a section",
                "persistence.segment-size = 67108864   | = 67108864: must be a size with its unit",
                "persistence.segment-size = -64 MiB    | = -64 MiB: must be a size with its unit",
                "persistence.segment-size = 4 GiB      | = 4 GiB: must be a size with its unit",
                "persistence.mirrors = /data           | = /data: must be a list of exactly one directory",
                "segments.default.recovery = {}        | = {}: must be a list of rules",
                "segments.default.backoff.jitter = lots | = lots: must be a number from 0 to 1",
            })
    void a_wrong_type_or_a_missing_unit_is_refused(String line, String expected) {
        String path = "holdfast." + line.substring(0, line.indexOf(' '));

        assertThat(Written.in(directory, Written.MIRROR, "", "holdfast." + line).problems())
                .singleElement()
                .asString()
                .startsWith("application.conf:3: " + path + " " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "holdfast.runtim.x = 1             | holdfast.runtim is unknown: did you mean runtime?",
                "holdfast.runtime.Dedup.window = 1 | holdfast.runtime.Dedup is unknown: did you mean dedup?",
                "holdfast.runtime.zzz = 1          | holdfast.runtime.zzz is unknown: must be one of dispatchers, journal-plugin, read-journal-plugin, snapshot-plugin, client",
                "holdfast.runtime.\"a.b\" = 1      | holdfast.runtime.\"a.b\" is unknown: must be one of",
                "holdfast.persistence.reader = 1   | holdfast.persistence.reader is unknown: did you mean readers?",
                "holdfast.runtime.effects.resend.jitter = 1 | holdfast.runtime.effects.resend.jitter is unknown",
                "holdfast.segments.default.redundancy = {} | holdfast.segments.default.redundancy is unknown: not provided yet",
            })
    void an_unknown_key_is_refused_with_what_may_have_been_meant(String line, String expected) {
        assertThat(Written.in(directory, Written.MIRROR, line).problems())
                .singleElement()
                .asString()
                .startsWith("application.conf:2: " + expected);
    }

    @Test
    void another_segment_than_default_is_not_provided_yet() {
        assertThat(Written.in(directory, Written.MIRROR, "holdfast.segments.payments { threads = 2 }")
                        .problems())
                .containsExactly("application.conf:2: holdfast.segments.payments is unknown: must be one of default;"
                        + " other segments than default are not provided yet");
    }

    @Test
    void settings_that_do_not_fit_each_other_are_both_shown_with_their_places() {
        Written written = Written.in(
                directory,
                Written.MIRROR,
                "holdfast.persistence.segment-size = 8 MiB",
                "holdfast.runtime.client.ask-timeout = 1s",
                "holdfast.runtime.effects.resend { min = 2s, max = 1s }",
                "holdfast.segments.default.backoff { min = 2s, max = 1s }");

        assertThat(written.problems())
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .matches("application.conf:2: holdfast.persistence.segment-size = 8 MiB: does not fit"
                                        + " group.max-bytes = 4 MiB \\(reference.conf:\\d+\\), which must be at most a"
                                        + " quarter of it"),
                        problem -> assertThat(problem)
                                .matches(
                                        "application.conf:3: holdfast.runtime.client.ask-timeout = 1s: does not fit"
                                                + " resend-every = 1s \\(reference.conf:\\d+\\), which must be shorter than it"),
                        problem -> assertThat(problem)
                                .isEqualTo("application.conf:4: holdfast.runtime.effects.resend.min = 2s: must be at"
                                        + " most max = 1s (application.conf:4)"),
                        problem -> assertThat(problem)
                                .isEqualTo("application.conf:5: holdfast.segments.default.backoff.min = 2s: must be at"
                                        + " most max = 1s (application.conf:5)"));
    }

    @Test
    void an_entry_must_fit_the_frame_that_the_log_writes() {
        assertThat(Written.in(directory, Written.MIRROR, "holdfast.runtime.kernel.batch.max-bytes = 2049 KiB")
                        .problems())
                .singleElement()
                .asString()
                .startsWith(
                        "application.conf:2: holdfast.runtime.kernel.batch.max-bytes = 2049 KiB: must be at most half"
                                + " of persistence.group.max-bytes = 4 MiB");
        assertThat(Written.in(directory, Written.MIRROR, "holdfast.runtime.kernel.batch.max-bytes = 2048 KiB")
                        .settings())
                .isNotNull();
    }
}
