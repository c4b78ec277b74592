package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecoveryTest {
    private static final String PATH = "holdfast.segments.default.recovery";

    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "on = crahs, do = [park]       | [0].on = crahs: did you mean crash? allowed are crash, poison-command,",
                "on = hang, do = [park]        | [0].on = hang: not provided yet; allowed are crash, poison-command,",
                "on = zzz, do = [park]         | [0].on = zzz: must be one of crash, poison-command, invariant-violated, ",
                "on = \"a..B\", do = [park]    | [0].on = a..B: must be the full name of an exception class",
                "on = 5, do = [park]           | [0].on = 5: must be a fault kind",
                "do = [park]                   | [0].on is missing: must be a fault kind",
                "on = crash                    | [0].do is missing: must be a list of rungs",
                "on = crash, do = park         | [0].do = park: must be a list of rungs",
                "on = crash, do = []           | [0].do = []: must hold at least one rung",
                "on = crash, do = [{}]         | [0].do[0] = {}: must be a list of rungs",
                "on = crash, to = 1, do = [park] | [0].to is unknown: ",
                "on = crash, do = [rollback]   | [0].do[0] = rollback: did you mean roll-back? allowed are retry, roll-back,",
                "on = crash, do = [zzz]        | [0].do[0] = zzz: must be one of retry, roll-back, roll-forward, alternate, ",
                "on = crash, do = [restart, park] | [0].do[0] = restart: not provided yet; allowed are retry,",
                "on = crash, do = [retry]      | [0].do[0] = retry: must be retry with a whole number from 1 to 1000",
                "on = crash, do = [retry 0]    | [0].do[0] = retry 0: must be retry with a whole number from 1 to 1000",
                "on = crash, do = [retry 1001] | [0].do[0] = retry 1001: must be retry with a whole number from 1 to 1000",
                "on = crash, do = [retry x]    | [0].do[0] = retry x: must be retry with a whole number from 1 to 1000",
                "on = crash, do = [park 3]     | [0].do[0] = park 3: must be park alone",
                "on = crash, do = [park, roll-back] | [0].do[1] = roll-back: can never be reached, must not follow park",
                "on = crash, do = [quarantine-command, park] | [0].do[1] = park: can never be reached, must not follow quar",
                "on = crash, do = [park, park, roll-back] | [0].do[1] = park: can never be reached, must not follow park",
                "on = crash, do = [retry 3, retry 2] | [0].do[1] = retry 2: must not follow another retry: say it as one",
                "on = \"java.io.IOExeption\", do = [park] | [0].on = java.io.IOExeption: the JDK has no such exception;",
                "on = \"java.lang.String\", do = [park] | [0].on = java.lang.String: the JDK has no such exception;",
                "on = storage-write, do = [roll-back, retry 3] | [0].do[1] = retry 3: must be roll-back or park on storage-w",
                "on = storage-write, do = [quarantine-command] | [0].do[0] = quarantine-command: must be roll-back or park",
                "on = poison-event, do = [retry 1]   | [0].do[0] = retry 1: must be roll-back, alternate, void-command or park on",
            })
    void a_rule_that_makes_no_sense_is_refused(String rule, String expected) {
        assertThat(written(rule).problems()).first().asString().startsWith("application.conf:3: " + PATH + expected);
    }

    @Test
    void all_rules_and_rungs_that_can_never_be_reached_are_reported() {
        assertThat(written(
                                "on = crash, do = [park, retry 1, roll-back]",
                                "on = \"com.acme.Stale\", do = [prak]",
                                "on = crash, do = [retry 0]",
                                "on = park, do = [quarantine-command, park]",
                                "on = storage-write, do = [quarantine-command, retry 3]")
                        .problems())
                .extracting(problem -> problem.replaceAll(
                        "^application.conf:(\\d+): " + PATH.replace(".", "\\.") + "(\\S+) = .*", "$1 $2"))
                .containsExactly(
                        "3 [0].do[1]",
                        "3 [0].do[2]",
                        "4 [1].on",
                        "4 [1].do[0]",
                        "5 [2].on",
                        "5 [2].do[0]",
                        "6 [3].on",
                        "6 [3].do[1]",
                        "7 [4].do[0]",
                        "7 [4].do[1]");
    }

    @Test
    void a_rule_for_a_subclass_is_never_reached_after_that_for_its_superclass() {
        assertThat(written("on = \"java.io.IOException\", do = [park]", "on = \"java.io.EOFException\", do = [park]")
                        .problems())
                .containsExactly("application.conf:4: " + PATH + "[1].on = java.io.EOFException: can never be reached,"
                        + " must come before recovery[0] on java.io.IOException or be removed");
        assertThat(written("on = \"java.lang.Throwable\", do = [park]", "on = \"com.acme.Stale\", do = [park]")
                        .problems())
                .hasSize(1);
        assertThat(written(
                                "on = \"java.io.EOFException\", do = [park]",
                                "on = \"java.io.IOException\", do = [park]",
                                "on = \"com.acme.Stale\", do = [park]",
                                "on = \"java.lang.Throwable\", do = [park]",
                                "on = crash, do = [park]")
                        .settings())
                .isNotNull();
    }

    @Test
    void what_is_wrong_in_a_list_with_numbered_keys_is_found_too() {
        Written written = Written.in(
                directory,
                Written.MIRROR,
                PATH + ".3 { on = crash, do.5 = park, do.9 = roll-back }",
                PATH + ".7 { on = crash, do.1 = park }");

        assertThat(written.problems())
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .startsWith("application.conf:2: " + PATH + "[0].do[1] = roll-back: can"),
                        problem ->
                                assertThat(problem).startsWith("application.conf:3: " + PATH + "[1].on = crash: can"));
    }

    @Test
    void a_rule_that_can_never_be_reached_is_refused() {
        assertThat(written("on = crash, do = [park]", "on = crash, do = [roll-back]")
                        .problems())
                .containsExactly(
                        "application.conf:4: " + PATH + "[1].on = crash: can never be reached, must come before"
                                + " recovery[0] on crash or be removed");
        assertThat(written("on = crash, do = [park]", "on = \"a.B\", do = [roll-back]")
                        .problems())
                .containsExactly("application.conf:4: " + PATH + "[1].on = a.B: can never be reached, must come before"
                        + " recovery[0] on crash or be removed");
        assertThat(written("on = \"a.B\", do = [park]", "on = crash, do = [roll-back]")
                        .settings())
                .isNotNull();
    }

    @Test
    void all_wrong_rules_and_rungs_are_reported() {
        assertThat(written("on = crahs, do = [retry 0, prak]", "5", "on = crash, do = []")
                        .problems())
                .satisfiesExactly(
                        on -> assertThat(on).startsWith("application.conf:3: " + PATH + "[0].on = crahs: "),
                        on -> assertThat(on).startsWith("application.conf:3: " + PATH + "[0].do[0] = retry 0: "),
                        on -> assertThat(on).startsWith("application.conf:3: " + PATH + "[0].do[1] = prak: did you"),
                        on -> assertThat(on).startsWith("application.conf:4: " + PATH + "[1] = 5: must be a list of"),
                        on -> assertThat(on).startsWith("application.conf:5: " + PATH + "[2].do = []: "));
    }

    @ParameterizedTest
    @CsvSource({"one-for-all,not provided yet", "one-for-on,did you mean one-for-one?", "x,must be one of one-for-one"})
    void another_strategy_than_one_for_one_is_refused(String strategy, String expected) {
        assertThat(Written.in(directory, Written.MIRROR, "holdfast.segments.default.strategy = " + strategy)
                        .problems())
                .singleElement()
                .asString()
                .startsWith("application.conf:2: holdfast.segments.default.strategy = " + strategy + ": " + expected);
    }

    @Test
    void the_first_rule_that_matches_wins() {
        SegmentSettings segment = written(
                        "on = \"java.nio.file.NoSuchFileException\", do = [park]",
                        "on = \"java.io.IOException\", do = [retry 1, park]",
                        "on = crash, do = [roll-back]")
                .settings()
                .defaultSegment();

        assertThat(ladder(segment, new NoSuchFileException("x"))).containsExactly("park");
        assertThat(ladder(segment, new IllegalStateException(new UncheckedIOException(new IOException("x")))))
                .containsExactly("retry 1", "park");
        assertThat(ladder(segment, new IllegalStateException("x"))).containsExactly("roll-back");
        assertThat(segment.rungsFor(FaultKind.CRASH, List.of(), Recurrence.TRANSIENT))
                .containsExactly(new Rung.RollBack());
    }

    private static List<String> ladder(SegmentSettings segment, Throwable thrown) {
        return segment.rungsFor(FaultKind.CRASH, RecoveryRule.causes(thrown), Recurrence.TRANSIENT).stream()
                .map(Rung::text)
                .toList();
    }

    @Test
    void an_exception_class_matches_crashes_only_and_without_a_rule_there_is_no_ladder() {
        SegmentSettings segment =
                written("on = \"java.io.IOException\", do = [park]").settings().defaultSegment();

        assertThat(segment.rungsFor(
                        FaultKind.STORAGE_WRITE, RecoveryRule.causes(new IOException("x")), Recurrence.TRANSIENT))
                .isEmpty();
        assertThat(segment.rungsFor(
                        FaultKind.CRASH, RecoveryRule.causes(new IllegalStateException("x")), Recurrence.TRANSIENT))
                .isEmpty();
    }

    @Test
    void causes_that_form_a_circle_are_listed_once() {
        IllegalStateException outer = new IllegalStateException("outer");
        outer.initCause(new IllegalArgumentException("inner", outer));

        assertThat(RecoveryRule.causes(outer))
                .containsExactly(
                        "java.lang.IllegalStateException",
                        "java.lang.RuntimeException",
                        "java.lang.Exception",
                        "java.lang.Throwable",
                        "java.lang.IllegalArgumentException");
    }

    @ParameterizedTest
    @CsvSource({
        "retry 3,retry",
        "retry 1000,retry",
        "roll-back,roll-back",
        "roll-forward,roll-forward",
        "alternate,alternate",
        "void-command,void-command",
        "park,park",
        "quarantine-command,quarantine-command"
    })
    void a_rung_is_read_back_from_its_text(String text, String name) {
        assertThat(Rung.parse(text).text()).isEqualTo(text);
        assertThat(Rung.parse(text).name()).isEqualTo(name);
    }

    @Test
    void records_made_by_hand_are_held_to_the_same_rules() {
        FaultMatch crash = new FaultMatch.Kind(FaultKind.CRASH);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecoveryRule(crash, List.of()))
                .withMessage("do = []: must hold at least one rung, e.g. [roll-back, park]");
        assertThatIllegalArgumentException().isThrownBy(() -> new Rung.Retry(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecoveryRule(crash, List.of(new Rung.VoidCommand())))
                .withMessageStartingWith("do[0] = void-command: must be retry, ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FaultMatch.Kind(FaultKind.CHECKPOINT))
                .withMessageStartingWith("needs no rule: ");
        assertThatIllegalArgumentException().isThrownBy(() -> new FaultMatch.ExceptionClass("NoPackage"));
        assertThat(new FaultMatch.ExceptionClass("a.Outer$Inner").text()).isEqualTo("a.Outer$Inner");
    }

    private Written written(String... rules) {
        StringBuilder text = new StringBuilder(Written.MIRROR + "\n" + PATH + " = [\n");
        for (String rule : rules) {
            text.append(rule.contains("=") ? "  { " + rule + " }\n" : "  " + rule + "\n");
        }
        return Written.in(directory, text + "]");
    }
}
