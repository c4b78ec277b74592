package dev.holdfast.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whole runs with processes of their own, on the first 500 flights; and what is refused before anything runs. */
class FlightsTest {

    private static final int ROWS = 500;

    @TempDir
    Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path data = Path.of("");

    @BeforeEach
    void write_data() throws Exception {
        data = SmallData.write(temp, ROWS);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--data", data.toString()));
        Collections.addAll(all, arguments);
        return new CommandLine(new Flights())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(new String[0]));
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void nothing_is_lost_or_doubled_when_faults_strike_and_the_worker_is_killed() throws IOException {
        int exit = run("--json", "--faults", "decide=5,apply=5,journal=6,poison=4", "--kill-after", "30%");

        assertThat(exit).as(err.toString()).isZero();
        assertThat(json().get("boardMatches").asBoolean()).isTrue();
        assertThat(json().get("lost").asLong()).isZero();
        assertThat(json().get("duplicated").asLong()).isZero();
        assertThat(json().get("kills").asInt()).isEqualTo(1);
        assertThat(json().get("quarantined").asInt()).isBetween(4, 5);
        assertThat(json().get("faults").get("decide").asInt()).isBetween(3, 5);
        assertThat(json().get("faults").get("apply").asInt()).isBetween(3, 5);
        assertThat(json().get("faults").get("journal").asInt()).isBetween(3, 6);
        assertThat(json().get("commands").asLong())
                .isEqualTo(json().get("completed").asLong()
                        + json().get("rejected").asLong()
                        + json().get("quarantined").asLong())
                .isGreaterThan(2 * ROWS);
        assertThat(json().fieldNames())
                .toIterable()
                .containsExactly(
                        "lesson",
                        "commands",
                        "completed",
                        "rejected",
                        "quarantined",
                        "unavailable",
                        "badRows",
                        "faults",
                        "decisions",
                        "lost",
                        "duplicated",
                        "boardMatches",
                        "kills",
                        "seconds",
                        "commandsPerSecond");
    }

    @Test
    void nothing_is_lost_or_doubled_when_a_kill_forgets_what_was_not_forced() throws IOException {
        int exit = run("--json", "--forget-unforced", "--kill-after", "20%", "--kill-after", "50%");

        assertThat(exit).as(err.toString()).isZero();
        assertThat(json().get("kills").asInt()).isEqualTo(2);
    }

    @Test
    void a_run_in_a_directory_of_its_own_goes_on_where_it_ended() {
        String dir = temp.resolve("run").toString();

        assertThat(run("--faults", "none", "--dir", dir)).as(err.toString()).isZero();
        assertThat(run("--faults", "none", "--dir", dir)).isEqualTo(2);
        assertThat(err.toString()).contains("is not empty: go on with the run in it by --resume");
        assertThat(run("--faults", "none", "--dir", dir, "--resume"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("Held fast: the board matches, 0 lost, 0 duplicated");
    }

    @Test
    void bad_rows_are_set_aside_and_the_rest_is_right() throws IOException {
        Files.writeString(data, "d,soon,100,ABE,LAX\n", java.nio.file.StandardOpenOption.APPEND);
        String dir = temp.resolve("run").toString();

        assertThat(run("--json", "--faults", "none", "--dir", dir))
                .as(err.toString())
                .isZero();

        assertThat(json().get("badRows").asInt()).isEqualTo(1);
        assertThat(err.toString()).contains("line 502 set aside: delay is no whole number: 'soon'");
        assertThat(temp.resolve("run/bad-rows.csv")).content().contains("502,\"delay is no whole number: 'soon'\"");
    }

    @Test
    void a_kill_that_comes_too_late_makes_the_run_fail() {
        assertThat(run("--faults", "none", "--kill-after", "100%")).isEqualTo(1);
        assertThat(err.toString()).contains("the kill after 100 % came too late");
    }

    @Test
    void a_wrong_board_makes_the_verdict_negative() throws IOException {
        Path wrong = temp.resolve("wrong.csv");
        Files.writeString(wrong, Board.HEADER + "\nABE,1,2,3,4,5\n");

        assertThat(run("--faults", "none", "--expected", wrong.toString())).isEqualTo(3);
        assertThat(out.toString()).contains("expected ABE,1,2,3,4,5, the components show");
    }

    @Test
    void wrong_use_is_refused_before_anything_runs() throws IOException {
        assertThat(run("--kill-after", "half")).isEqualTo(2);
        assertThat(run("--faults", "typo=1")).isEqualTo(2);
        assertThat(run("--resume")).isEqualTo(2);
        assertThat(run("--worker-heap", "much")).isEqualTo(2);
        assertThat(run("--data", temp.resolve("missing.csv").toString())).isEqualTo(2);
        Files.writeString(data, "date,delay,origin,destination\n");
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("the header lacks distance");
        try (var left = Files.list(temp)) {
            assertThat(left).containsExactly(data);
        }
    }
}
