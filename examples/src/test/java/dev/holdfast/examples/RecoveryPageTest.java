package dev.holdfast.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.holdfast.config.FaultKind;
import dev.holdfast.config.HoldfastSettings;
import dev.holdfast.config.Recurrence;
import dev.holdfast.config.Rung;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The page about recovery says what is true, and whatever would not be is found. */
class RecoveryPageTest {

    private static final String PAGE = "docs/concepts/recovery.md";
    private static final String SOURCES = "examples/src/test/java/dev/holdfast/examples/";
    private static final String GOOD = "`GoodTest.good`";

    @Test
    void its_tables_are_complete_and_every_test_they_name_exists() throws IOException {
        assertThat(RecoveryPage.problems(Documents.read(PAGE), Documents::exists))
                .isEmpty();
    }

    @Test
    void its_java_is_compiled() throws IOException {
        List<String> compiled = new ArrayList<>();
        for (String source : List.of("RecoverySnippets.java", "NextRelease.java")) {
            compiled.addAll(flat(Documents.marked(SOURCES + source, "recovery")));
        }
        assertThat(flat(Documents.blocks(Documents.read(PAGE), "java"))).containsExactlyElementsOf(compiled);
    }

    private static List<String> flat(List<String> codes) {
        return codes.stream().map(Documents::flat).toList();
    }

    @Test
    void its_configuration_is_accepted() throws IOException {
        List<String> blocks = Documents.blocks(Documents.read(PAGE), "hocon");
        assertThat(blocks).hasSizeGreaterThan(2);
        blocks.forEach(RecoveryPageTest::settings);
    }

    @Test
    void the_ladders_that_it_calls_the_default_are_these() throws IOException {
        String rungs = Documents.read(PAGE).split("## Rungs", 2)[1];
        String ladders = Documents.blocks(rungs, "hocon").get(0);
        assertThat(ladders).contains("recovery");
        assertThat(settings(ladders).defaultSegment()).isEqualTo(settings("").defaultSegment());
    }

    private static HoldfastSettings settings(String block) {
        return HoldfastSettings.from(ConfigFactory.parseString(block)
                .withFallback(ConfigFactory.parseString("holdfast.persistence.mirrors = [/var/lib/bank]"))
                .withFallback(ConfigFactory.load())
                .resolve());
    }

    /** A page that is true, and no more. */
    private static String goodPage() {
        return listed(RecoveryPage.KINDS, RecoveryPage.kinds().stream())
                + listed(
                        RecoveryPage.RECURRENCES,
                        Arrays.stream(Recurrence.values()).map(Recurrence::text))
                + listed(RecoveryPage.RUNGS, RecoveryPage.rungs().map(Rung::name))
                + "## " + RecoveryPage.MATRIX + "\n"
                + Arrays.stream(FaultKind.values())
                        .map(kind -> "### `" + kind.text() + "`: what it is\n"
                                + "| rung | caller | journal | test |\n|---|---|---|---|\n" + ladder(kind))
                        .collect(Collectors.joining());
    }

    private static String listed(String section, Stream<String> names) {
        return "## " + section + "\n| name |\n|---|\n"
                + names.map(name -> "| `" + name + "` | what it is |\n").collect(Collectors.joining());
    }

    private static String ladder(FaultKind kind) {
        return RecoveryPage.rungs()
                .map(rung -> "| `" + rung.name() + "` | "
                        + RecoveryPage.refusal(kind, rung)
                                .map(why -> "cannot occur: " + why + " | — | —")
                                .orElse("sees of " + kind.text() + " | holds | " + GOOD)
                        + " |\n")
                .collect(Collectors.joining());
    }

    private static List<String> problems(String page) {
        return RecoveryPage.problems(page, test -> test.toString().equals("GoodTest.good"));
    }

    @Test
    void a_page_that_is_true_has_no_problems() {
        assertThat(problems(goodPage())).isEmpty();
    }

    /** What is changed on the good page, into what, and what must be found. */
    static Stream<Arguments> lies() {
        String crash = "| `retry` | sees of crash | holds | " + GOOD + " |\n";
        String corrupted = "| `retry` | cannot occur: "
                + RecoveryPage.refusal(FaultKind.STATE_CORRUPTED, new Rung.Retry(1))
                        .orElseThrow() + " | — | — |\n";
        return Stream.of(
                Arguments.of("### `crash`: what it is\n", "### `link`: what it is\n", "the code knows no link"),
                Arguments.of(
                        "### `crash`: what it is\n",
                        "### `link`: what it is\n",
                        RecoveryPage.MATRIX + ": crash is missing"),
                Arguments.of(
                        "### `crash`: what it is\n", "### `checkpoint`: what it is\n", "checkpoint stands there twice"),
                Arguments.of("### `crash`: what it is\n", "### A crash\n", "'A crash' names no kind of fault"),
                Arguments.of("### `crash`: what it is\n", "", "this row is under no kind of fault"),
                Arguments.of(crash, "", "crash: retry is missing"),
                Arguments.of(crash, crash + crash, "retry stands there twice"),
                Arguments.of(crash, crash.replace("retry", "restart"), "the code knows no restart"),
                Arguments.of(crash, crash.replace("`retry`", "retry"), "'retry' is no list of names"),
                Arguments.of(crash, crash.replace("good`", "bad`"), "there is no test GoodTest.bad"),
                Arguments.of(crash, crash.replace(GOOD, "shown somewhere"), "retry on crash names no test"),
                Arguments.of(crash, crash.replace("holds", " "), "retry on crash leaves something unsaid"),
                Arguments.of(crash, crash.replace("holds", "—"), "retry on crash leaves something unsaid"),
                Arguments.of(crash, "| `retry` | sees | " + GOOD + " |\n", "retry on crash has 3 cells"),
                Arguments.of(crash, "| `retry` | cannot occur: never seen | — | — |\n", "retry on crash can occur"),
                Arguments.of(
                        corrupted,
                        "| `retry` | the reply | the outcome | " + GOOD + " |\n",
                        "retry on state-corrupted must be: cannot occur"),
                Arguments.of(
                        corrupted,
                        "| `retry` | cannot occur: it is too late | — | — |\n",
                        "retry on state-corrupted must be: cannot occur"),
                Arguments.of("| `poison-event` | what it is |\n", "", RecoveryPage.KINDS + ": poison-event is missing"),
                Arguments.of("| `permanent` | what it is |\n", "", RecoveryPage.RECURRENCES + ": permanent is missing"),
                Arguments.of("| `roll-back` | what it is |\n", "", RecoveryPage.RUNGS + ": roll-back is missing"),
                Arguments.of(
                        "| `park` | what it is |\n",
                        "| `park`, `isolate` | what it is |\n",
                        "the code knows no isolate"));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void a_lie_is_found(String truth, String lie, String problem) {
        String page = goodPage();
        int at = page.indexOf(truth);
        assertThat(at).as(truth).isNotNegative();
        assertThat(problems(page.substring(0, at) + lie + page.substring(at + truth.length())))
                .anyMatch(found -> found.contains(problem));
    }
}
