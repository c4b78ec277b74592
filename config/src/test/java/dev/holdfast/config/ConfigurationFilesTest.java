package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFilesTest {

    @TempDir
    Path directory = Path.of("");

    private Path file(String name, String... lines) {
        return Written.named(name, directory, lines).file();
    }

    private List<String> problems(Path... files) {
        ConfigurationException refusal =
                catchThrowableOfType(ConfigurationException.class, () -> ConfigurationFiles.read(Arrays.asList(files)));
        return refusal.problems().stream()
                .map(problem -> problem.toString().replace(directory + "/", ""))
                .toList();
    }

    @Test
    void a_later_file_overrides_an_earlier_one() {
        Path base = file("base.conf", Written.MIRROR, "holdfast.persistence.readers = 3", "other.app = 1");
        Path local = file("local.conf", "holdfast.persistence.readers = 4");

        assertThat(ConfigurationFiles.read(List.of(base, local)).settings().persistence())
                .satisfies(settings -> assertThat(settings.readers()).isEqualTo(4))
                .satisfies(settings -> assertThat(settings.mirrors()).containsExactly(Path.of("/data/holdfast")));
        assertThat(ConfigurationFiles.read(List.of(local, base))
                        .settings()
                        .persistence()
                        .readers())
                .isEqualTo(3);
        assertThatIllegalArgumentException().isThrownBy(() -> ConfigurationFiles.read(List.of()));
    }

    @Test
    void a_file_that_cannot_be_parsed_hides_nothing_in_the_others() {
        Path broken = file("broken.conf", "holdfast {", "  persistence.readers = [1,", "}");
        Path wrong = file("wrong.conf", "holdfast.runtime.dedup.windw = 5");
        Path missing = directory.resolve("missing.conf");

        assertThat(problems(broken, missing, directory, wrong))
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .endsWith(": the file cannot be read: java.io.IOException: Is a directory"),
                        problem -> assertThat(problem).startsWith("broken.conf:3: the syntax is wrong: "),
                        problem -> assertThat(problem)
                                .isEqualTo("missing.conf: the file cannot be read: there is no such file"),
                        problem -> assertThat(problem)
                                .startsWith(
                                        "wrong.conf:1: holdfast.runtime.dedup.windw is unknown: did you mean window?"));
    }

    @Test
    void what_a_file_that_cannot_be_parsed_may_hold_is_not_missed() {
        Path broken = file("broken.conf", Written.MIRROR, "dir = \"/data\"", "holdfast = }");
        Path rest = file(
                "rest.conf",
                "holdfast.persistence.segment-size = 1 MiB",
                "holdfast.runtime.ledger.emergency-file = ${dir}\"/e.jsonl\"");

        assertThat(problems(broken, rest))
                .singleElement()
                .asString()
                .startsWith("broken.conf:3: the syntax is wrong: ");
    }

    @Test
    void includes_are_followed_and_one_that_is_broken_hides_nothing() {
        file("right.conf", Written.MIRROR, "holdfast.persistence.readers = 7");
        file("wrong.conf", "", "holdfast.persistence.readers = none");
        file("broken.conf", "a = 1", "b = ]");
        Path good = file("good.conf", "include \"right.conf\"");
        Path all = file(
                "all.conf",
                "include \"right.conf\"",
                "include \"wrong.conf\"",
                "include file(\"" + directory.resolve("broken.conf") + "\")",
                "include required(\"absent.conf\")",
                "include url(\"file:" + directory.resolve("wrong.conf") + "\")",
                "include classpath(\"reference.conf\")",
                "holdfast.runtime.dedup.window = many");

        assertThat(ConfigurationFiles.read(List.of(good))
                        .settings()
                        .persistence()
                        .readers())
                .isEqualTo(7);
        assertThat(problems(all))
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("all.conf:4: include \"absent.conf\" fails: "),
                        problem -> assertThat(problem).startsWith("all.conf:7: holdfast.runtime.dedup.window = many: "),
                        problem -> assertThat(problem).startsWith("broken.conf:2: the syntax is wrong: "),
                        problem ->
                                assertThat(problem).startsWith("wrong.conf:2: holdfast.persistence.readers = none: "));
    }

    @Test
    void includes_in_a_circle_are_refused() {
        Path one = file("one.conf", Written.MIRROR, "include \"two.conf\"");
        file("two.conf", "", "", "include \"one.conf\"");

        assertThat(problems(one))
                .allSatisfy(problem -> assertThat(problem)
                        .startsWith("one.conf:2: include \"two.conf\" fails: ")
                        .contains("cycle")
                        .doesNotContain("Trace"));
    }

    @Test
    void an_include_that_fails_in_an_included_file_is_told_of_the_file_that_was_given() {
        file("inner.conf", "include required(\"absent.conf\")");
        Path outer = file("outer.conf", Written.MIRROR, "include \"inner.conf\"");

        assertThat(problems(outer))
                .singleElement()
                .asString()
                .startsWith("outer.conf:1: include \"absent.conf\" fails: ");
    }

    @Test
    void a_wrong_value_counts_also_where_another_file_replaces_it() {
        file("included.conf", "holdfast.segments.default.threads = all");
        Path base = file("base.conf", "holdfast.persistence { readers = two, mirrors = [] }");
        Path local = file(
                "local.conf",
                "include \"included.conf\"",
                Written.MIRROR,
                "holdfast.persistence.readers = 2",
                "holdfast.segments.default.threads = 3");

        assertThat(problems(base, local))
                .containsExactly(
                        "base.conf:1: holdfast.persistence.readers = two: must be a whole number from 1 to 64",
                        "included.conf:1: holdfast.segments.default.threads = all: must be a whole number from 1 to"
                                + " 1024");
    }

    @Test
    void every_substitution_without_a_value_is_reported_and_hides_nothing() {
        Path file = file(
                "a.conf",
                "holdfast.persistence { mirrors = [${nowhere}], readers = ${absent}, segment-size = 1 }",
                "app { a = ${x.y}, b = [ { c = ${z} } ], d = 1, d = ${?not-needed} }",
                "holdfast.runtime = ${none}");

        String noValue = ": has no value: define it, or write ${?…} if it need not have one";
        assertThat(problems(file))
                .containsExactly(
                        "a.conf:1: holdfast.persistence.segment-size = 1: must be a size with its unit (B, KiB, MiB,"
                                + " GiB) from 64 KiB to 1 GiB, a multiple of 4 KiB, e.g. 4 MiB",
                        "a.conf:1: holdfast.persistence.mirrors = ${nowhere}" + noValue,
                        "a.conf:1: holdfast.persistence.readers = ${absent}" + noValue,
                        "a.conf:2: app.a = ${x.y}" + noValue,
                        "a.conf:2: app.b[0].c = ${z}" + noValue,
                        "a.conf:3: holdfast.runtime = ${none}" + noValue);
    }

    @Test
    void substitutions_that_cannot_be_resolved_at_all_hide_nothing() {
        Path file = file(
                "a.conf",
                Written.MIRROR,
                "holdfast.persistence.readers = ${app.c1}",
                "app { c1 = ${app.c2} }",
                "app { c2 = ${app.c1} }",
                "app { n = 5 }",
                "app { n += 6 }",
                "holdfast.typo = 1");

        assertThat(problems(file))
                .anySatisfy(problem -> assertThat(problem).contains("a substitution cannot be resolved", "cycle"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("a.conf:5: a substitution cannot be resolved: Cannot"))
                .anySatisfy(problem -> assertThat(problem).startsWith("a.conf:7: holdfast.typo is unknown"));
    }

    @Test
    void a_key_that_one_file_sets_twice_to_different_values_is_refused() {
        Path file = file(
                "a.conf",
                "include \"b.conf\"",
                "holdfast {",
                "  persistence {",
                "    mirrors = [\"/one\"]",
                "    readers = 3",
                "  }",
                "  persistence.readers = 3",
                "  runtime { ledger { buffer = 5 } }",
                "  persistence.mirrors = [",
                "    \"/two\" ]",
                "  runtime {",
                "    ledger { emergency-file = x",
                "      buffer = 6 }",
                "  }",
                "}");
        file("b.conf", "holdfast.runtime.dedup.window = 3");

        assertThat(problems(file))
                .containsExactly(
                        "a.conf:9: holdfast.persistence.mirrors = [\"/two\"]: must be set once in a file, line 4 says"
                                + " [\"/one\"]",
                        "a.conf:13: holdfast.runtime.ledger.buffer = 6: must be set once in a file, line 8 says 5");
    }

    @Test
    void to_refer_to_an_earlier_value_is_no_repetition() {
        Path file = file(
                "a.conf",
                "holdfast.persistence.mirrors = []",
                "holdfast.persistence.mirrors += \"/data\"",
                "holdfast.persistence.readers = 3",
                "holdfast.persistence.readers = ${?HOLDFAST_READERS_OF_THIS_TEST}",
                "include \"b.conf\"",
                "holdfast.runtime.dedup.window = 4");
        file("b.conf", "holdfast.runtime.dedup.window = 3");

        HoldfastSettings settings = ConfigurationFiles.read(List.of(file)).settings();

        assertThat(settings.persistence().mirrors()).containsExactly(Path.of("/data"));
        assertThat(settings.persistence().readers()).isEqualTo(3);
        assertThat(settings.runtime().dedup().window()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"holdfsat", "Holdfast", "hold-fast", "holfast"})
    void a_misspelt_root_section_is_refused(String root) {
        Path file = file("a.conf", Written.MIRROR, root + " { runtime.dedup.window = 5 }");

        assertThat(problems(file)).containsExactly("a.conf:2: " + root + " is unknown: did you mean holdfast?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"holdings { a = 1 }", "pekko.loglevel = INFO", "holdfas = 5"})
    void other_root_sections_are_others_business(String line) {
        assertThat(ConfigurationFiles.read(List.of(file("a.conf", Written.MIRROR, line))))
                .isNotNull();
    }

    @Test
    void a_section_written_in_several_places_is_told_of_the_first() {
        Path a = file("a.conf", Written.MIRROR, "holdfast.typo { x = 1 }", "holdfast.typo { y = 2 }");
        Path b = file("b.conf", "", "", "", "holdfast.typo { z = 1 }");

        assertThat(problems(a)).singleElement().asString().startsWith("a.conf:2: holdfast.typo is unknown");
        assertThat(problems(b, a))
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("a.conf:2: holdfast.typo is unknown"),
                        problem -> assertThat(problem).startsWith("b.conf:4: holdfast.typo is unknown"));
    }

    @Test
    void what_is_nested_too_deeply_is_refused() {
        Path lists = file("lists.conf", "a = " + "[".repeat(200_000));
        Path paths = file("paths.conf", "a" + ".a".repeat(200_000) + " = 1");

        assertThat(problems(lists))
                .containsExactly(
                        "lists.conf:1: the syntax is wrong: sections and lists are nested too deeply to be parsed");
        assertThat(problems(paths)).allSatisfy(problem -> assertThat(problem).startsWith("paths.conf:1: "));
    }

    @Test
    void what_would_upset_a_terminal_is_not_shown() {
        Path file = file("a.conf", Written.MIRROR, "holdfast.persistence.readers = \"\\u001b[2J\\n5\"");

        assertThat(problems(file))
                .containsExactly(
                        "a.conf:2: holdfast.persistence.readers =  [2J 5: must be a whole number from 1 to 64");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.conf: 12                                  | a.conf      | 12",
                "a.conf: 2-4                                 | a.conf      | 2",
                "merge of a.conf: 2-4,b.conf: 7              | a.conf      | 2",
                "merge of a.properties,b.conf: 7             | a.properties | 0",
                "system properties                           | system properties | 0",
                "reference.conf @ jar:file:/x.jar!/reference.conf: 8 | reference.conf | 8",
                "merge of reference.conf @ jar:file:/x.jar!/reference.conf: 8,y: 2 | reference.conf | 8",
            })
    void a_place_is_taken_from_what_typesafe_config_says(String description, String source, int line) {
        assertThat(Place.of(description).source()).isEqualTo(source);
        assertThat(Place.of(description).line().orElse(0)).isEqualTo(line);
    }
}
