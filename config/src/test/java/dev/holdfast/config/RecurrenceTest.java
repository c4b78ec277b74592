package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules on transient, intermittent and permanent faults. */
class RecurrenceTest {
    private static final String PATH = "holdfast.segments.default.recovery";

    @TempDir
    Path directory = Path.of("");

    @Test
    void a_rule_takes_the_faults_that_persist_so() {
        SegmentSettings segment = written(
                        "on = transient, do = [retry 3, park]",
                        "on = permanent, do = [alternate, quarantine-command]",
                        "on = crash, do = [roll-back]")
                .settings()
                .defaultSegment();

        assertThat(ladder(segment, FaultKind.CRASH, Recurrence.TRANSIENT)).containsExactly("retry 3", "park");
        assertThat(ladder(segment, FaultKind.CRASH, Recurrence.INTERMITTENT)).containsExactly("roll-back");
        assertThat(ladder(segment, FaultKind.INVARIANT_VIOLATED, Recurrence.PERMANENT))
                .containsExactly("alternate", "quarantine-command");
    }

    @Test
    void a_fault_that_no_rule_is_for_as_it_is_now_walks_on_as_before() {
        SegmentSettings segment = written(
                        "on = transient, do = [retry 3, roll-back, quarantine-command]",
                        "on = poison-command, do = [park]")
                .settings()
                .defaultSegment();

        assertThat(ladder(segment, FaultKind.CRASH, Recurrence.PERMANENT))
                .containsExactly("retry 3", "roll-back", "quarantine-command");
        assertThat(ladder(segment, FaultKind.POISON_COMMAND, Recurrence.INTERMITTENT))
                .containsExactly("park");
    }

    @Test
    void a_fault_is_never_taken_for_worse_than_it_is() {
        SegmentSettings segment =
                written("on = permanent, do = [quarantine-command]").settings().defaultSegment();

        assertThat(ladder(segment, FaultKind.CRASH, Recurrence.INTERMITTENT)).isEmpty();
        assertThat(ladder(segment, FaultKind.CRASH, Recurrence.PERMANENT)).containsExactly("quarantine-command");
    }

    @ParameterizedTest
    @CsvSource({"STATE_CORRUPTED", "POISON_EVENT", "STORAGE_WRITE", "STORAGE_READ", "STORAGE_CORRUPT", "CHECKPOINT"})
    void a_fault_without_a_command_to_blame_is_not_told_apart(FaultKind kind) {
        SegmentSettings segment = written(
                        "on = transient, do = [park]", "on = intermittent, do = [park]", "on = permanent, do = [park]")
                .settings()
                .defaultSegment();

        for (Recurrence recurrence : Recurrence.values()) {
            assertThat(ladder(segment, kind, recurrence)).isEmpty();
        }
    }

    @Test
    void a_rule_on_checkpoint_faults_is_refused_since_recovery_falls_back_by_itself_K10() {
        assertThat(written("on = checkpoint, do = [roll-back]").problems())
                .containsExactly("application.conf:3: " + PATH + "[0].on = checkpoint: needs no rule: a checkpoint that"
                        + " cannot be saved or used is recorded, and recovery takes an older one or the whole journal by"
                        + " itself");
    }

    @Test
    void a_rule_that_earlier_rules_cover_together_is_refused() {
        String before = "can never be reached, must come before one of ";
        assertThat(written(
                                "on = permanent, do = [park]",
                                "on = intermittent, do = [park]",
                                "on = transient, do = [park]",
                                "on = crash, do = [park]",
                                "on = \"a.B\", do = [park]",
                                "on = poison-event, do = [park]")
                        .problems())
                .containsExactly(
                        "application.conf:6: " + PATH + "[3].on = crash: " + before + "recovery[2] on transient,"
                                + " recovery[1] on intermittent, recovery[0] on permanent or be removed",
                        "application.conf:7: " + PATH + "[4].on = a.B: " + before + "recovery[2] on transient,"
                                + " recovery[1] on intermittent, recovery[0] on permanent or be removed");
        assertThat(written(
                                "on = crash, do = [park]",
                                "on = poison-command, do = [park]",
                                "on = invariant-violated, do = [park]",
                                "on = permanent, do = [park]")
                        .problems())
                .containsExactly("application.conf:6: " + PATH + "[3].on = permanent: " + before + "recovery[0] on"
                        + " crash, recovery[1] on poison-command, recovery[2] on invariant-violated or be removed");
    }

    @Test
    void a_rule_that_earlier_rules_cover_in_part_is_reached() {
        assertThat(written(
                                "on = \"java.lang.Throwable\", do = [park]",
                                "on = transient, do = [park]",
                                "on = permanent, do = [park]",
                                "on = crash, do = [park]",
                                "on = poison-command, do = [park]",
                                "on = intermittent, do = [park]",
                                "on = state-corrupted, do = [park]")
                        .settings())
                .isNotNull();
    }

    @Test
    void the_example_of_the_design_is_accepted_but_for_what_is_not_provided_yet() {
        assertThat(written(
                                "on = transient,            do = [retry 3, roll-back, quarantine-command]",
                                "on = invariant-violated,   do = [roll-forward, quarantine-command]",
                                "on = state-corrupted,      do = [roll-back, park]",
                                "on = \"com.acme.RateStale\", do = [roll-forward]")
                        .settings())
                .isNotNull();
    }

    private static List<String> ladder(SegmentSettings segment, FaultKind kind, Recurrence recurrence) {
        return segment.rungsFor(kind, Set.of(), recurrence).stream()
                .map(Rung::text)
                .toList();
    }

    private Written written(String... rules) {
        StringBuilder text = new StringBuilder(Written.MIRROR + "\n" + PATH + " = [\n");
        for (String rule : rules) {
            text.append("  { ").append(rule).append(" }\n");
        }
        return Written.in(directory, text + "]");
    }
}
