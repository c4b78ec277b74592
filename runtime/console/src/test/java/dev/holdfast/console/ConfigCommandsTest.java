package dev.holdfast.console;

import static dev.holdfast.console.Ran.holdfast;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandsTest {

    @TempDir
    Path directory = Path.of("");

    private Path valid = Path.of("");
    private Path wrong = Path.of("");
    private Path broken = Path.of("");

    @BeforeEach
    void write() throws IOException {
        valid = file("valid.conf", "holdfast.persistence { mirrors = [\"/var/lib/bank\"], readers = 3 }");
        wrong = file("wrong.conf", "", "holdfast.runtime.dedup.windw = 5");
        broken = file("broken.conf", "holdfast {");
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("\n", lines));
    }

    @Test
    void a_valid_configuration_is_said_to_be_valid() {
        Ran ran = holdfast("config", "check", valid);

        assertThat(ran)
                .isEqualTo(new Ran(
                        0,
                        "valid: 2 of 46 settings set, the others are defaults; holdfast config effective shows them"
                                + " all\n",
                        ""));
        assertThat(holdfast("config", "check", valid, "--json")
                        .json()
                        .at("/verdict/verdict")
                        .asText())
                .isEqualTo("valid");
        assertThat(holdfast("config", "check", "--output", "jsonl", valid).lines())
                .extracting(line ->
                        line.path("type").asText() + " " + line.path("verdict").asText())
                .containsExactly("verdict valid");
    }

    @Test
    void every_problem_of_every_file_is_a_line_and_the_verdict_is_negative() {
        Ran ran = holdfast("config", "check", valid, wrong, broken);

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(broken + ":1: the syntax is wrong: "),
                        line -> assertThat(line)
                                .isEqualTo(wrong + ":2: holdfast.runtime.dedup.windw is unknown: did you mean window?"
                                        + " allowed are window, keep"),
                        line -> assertThat(line).isEmpty(),
                        line -> assertThat(line).isEqualTo("invalid: 2 problems"));
    }

    @Test
    void problems_come_as_json_too() {
        JsonNode whole = holdfast("config", "check", "--json", wrong, valid).json();
        Ran lines = holdfast("config", "check", "--output", "JSONL", wrong, valid);

        assertThat(whole.at("/verdict/verdict").asText()).isEqualTo("invalid");
        assertThat(whole.path("problems")).singleElement().satisfies(problem -> {
            assertThat(problem.path("file").asText()).isEqualTo(wrong.toString());
            assertThat(problem.path("line").asInt()).isEqualTo(2);
            assertThat(problem.path("path").asText()).isEqualTo("holdfast.runtime.dedup.windw");
            assertThat(problem.path("wrong").asText()).isEqualTo("is unknown");
            assertThat(problem.path("allowed").asText()).startsWith("did you mean window?");
        });
        assertThat(lines.code()).isEqualTo(3);
        assertThat(lines.lines()).extracting(line -> line.path("type").asText()).containsExactly("problem", "verdict");
    }

    @Test
    void a_file_that_is_missing_is_a_problem_like_others() {
        Ran ran = holdfast("config", "check", directory.resolve("absent.conf"));

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.out()).startsWith(directory + "/absent.conf: the file cannot be read: there is no such file\n");
    }

    @Test
    void what_takes_effect_is_hocon_that_is_accepted_again() throws IOException {
        Ran ran = holdfast("config", "effective", valid);
        Path again = file("again.conf", ran.out());

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("    readers = 3\n");
        assertThat(holdfast("config", "effective", again)).isEqualTo(ran);
    }

    @Test
    void what_takes_effect_says_where_it_comes_from() {
        assertThat(holdfast("config", "effective", "--origins", valid).out())
                .contains("    # " + valid + ":1\n    readers = 3\n", "    # default\n    segment-size = 64 MiB\n");
        assertThat(holdfast("config", "effective", "--json", valid).json().path("settings"))
                .hasSize(46)
                .anySatisfy(setting -> {
                    assertThat(setting.path("path").asText()).isEqualTo("holdfast.persistence.readers");
                    assertThat(setting.path("value").asInt()).isEqualTo(3);
                    assertThat(setting.path("origin").asText()).isEqualTo(valid + ":1");
                });
        assertThat(holdfast("config", "effective", "--output", "jsonl", valid).lines())
                .hasSize(46)
                .allSatisfy(line -> assertThat(line.path("type").asText()).isEqualTo("setting"));
    }

    @Test
    void of_an_invalid_configuration_nothing_takes_effect() {
        Ran ran = holdfast("config", "effective", valid, wrong);

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).hasLineCount(1).startsWith(wrong + ":2: holdfast.runtime.dedup.windw is unknown");
    }

    @Test
    void the_reference_page_is_the_one_that_the_command_prints() throws IOException {
        Path page = root().resolve("docs/reference/configuration.md");

        assertThat(Files.readString(page))
                .as("regenerate it: runtime/console/holdfast config docs > docs/reference/configuration.md")
                .isEqualTo(holdfast("config", "docs").out());
    }

    @Test
    void the_reference_page_has_each_key_once_with_what_is_allowed_and_its_default() {
        List<String> lines = holdfast("config", "docs").out().lines().toList();

        assertThat(lines)
                .contains(
                        "## `holdfast.persistence.group`",
                        "| `readers` | a whole number from 1 to 64 | `2` | Threads that read for recovery and queries, and as"
                                + " many that read checkpoints: 1 to 64. 2: one long replay does not hold up all other reads. |",
                        "  { on = crash, do = [retry 3, roll-back, alternate, roll-forward, quarantine-command] }")
                .anySatisfy(
                        line -> assertThat(line).startsWith("| `plugin-dispatcher` | `holdfast.persistence.journal"))
                .anySatisfy(line -> assertThat(line).startsWith("| `recovery` | a list of rules"));
        assertThat(lines.stream().filter(line -> line.startsWith("## "))).doesNotHaveDuplicates();
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("README.md"))) {
            directory = Objects.requireNonNull(directory.getParent(), "no README.md above the module");
        }
        return directory;
    }
}
