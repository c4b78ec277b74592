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
        List<String> all = new ArrayList<>(List.of(arguments));
        if (!all.contains("--data")) {
            Collections.addAll(all, "--data", data.toString());
        }
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
        int exit = run(
                "--json",
                "--faults",
                "crash=5,crash-in-apply=5,write-failed=3,write-unheard=3,poison-command=4",
                "--kill-after",
                "30%");

        assertThat(exit).as(err.toString()).isZero();
        assertThat(json().get("boardMatches").asBoolean()).isTrue();
        assertThat(json().get("lost").asLong()).isZero();
        assertThat(json().get("duplicated").asLong()).isZero();
        assertThat(json().get("kills").asInt()).isEqualTo(1);
        assertThat(json().get("quarantined").asInt()).isBetween(4, 5);
        assertThat(json().get("faults").get("crash").asInt()).isBetween(3, 5);
        assertThat(json().get("faults").get("crash-in-apply").asInt()).isBetween(3, 5);
        assertThat(json().get("faults").get("write-failed").asInt()).isBetween(1, 3);
        assertThat(json().get("faults").get("write-unheard").asInt()).isBetween(1, 3);
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
    void corrupt_memory_ends_in_roll_back_and_a_wrong_event_in_roll_forward_R1() throws IOException {
        int exit = run("--json", "--faults", "wrong-state=4,wrong-event=3");

        assertThat(exit).as(err.toString()).isZero();
        assertThat(json().get("boardMatches").asBoolean()).isTrue();
        assertThat(json().get("faults").get("wrong-state").asInt()).isEqualTo(4);
        assertThat(json().get("faults").get("wrong-event").asInt()).isEqualTo(3);
        assertThat(json().get("faults").has("other")).isFalse();
        assertThat(json().get("decisions").get("roll-back").asInt()).isEqualTo(4);
        assertThat(json().get("decisions").get("roll-forward").asInt()).isEqualTo(4 + 3);
        assertThat(json().get("quarantined").asLong()).isZero();
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
        assertThat(run("--faults", "none", "--kill-after", "99.99%")).isEqualTo(1);
        assertThat(err.toString()).contains("faults none, kill after 99.99 %, in ");
        assertThat(err.toString()).contains("the kill after 99.99 % came too late");
    }

    @Test
    void data_without_a_good_row_is_refused() throws IOException {
        Files.writeString(data, "date,delay,distance,origin,destination\nd,soon,100,ABE,LAX\nd,1,x,ABE,LAX\n");

        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("there is no good row in " + data + "; bad rows: 2");
    }

    @Test
    void what_is_refused_leaves_a_directory_as_it_was() throws IOException {
        Path dir = Files.createDirectory(temp.resolve("mine"));
        Path wrong = temp.resolve("wrong.csv");
        Files.writeString(wrong, "no board\n");

        assertThat(run("--dir", dir.toString(), "--faults", "typo=1")).isEqualTo(2);
        assertThat(run("--dir", dir.toString(), "--faults", "crash=501")).isEqualTo(2);
        assertThat(run("--dir", dir.toString(), "--expected", wrong.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--expected " + wrong + " cannot be used: " + wrong + " is no board");
        assertThat(run("--dir", dir.toString(), "--expected", dir.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--expected " + dir + " is a directory");
        assertThat(dir).isEmptyDirectory();

        Files.writeString(dir.resolve("bad-rows.csv"), "of an earlier run");
        assertThat(run("--dir", dir.toString(), "--faults", "crash=501")).isEqualTo(2);
        assertThat(err.toString()).doesNotContain("is not empty");
        assertThat(dir.resolve("bad-rows.csv")).hasContent("of an earlier run");

        Path fresh = temp.resolve("fresh");
        assertThat(run("--dir", fresh.toString(), "--faults", "crash=501")).isEqualTo(2);
        assertThat(fresh).doesNotExist();
    }

    @Test
    void a_resumed_run_with_other_data_leaves_the_rows_set_aside_alone() throws IOException {
        Path dir = Files.createDirectory(temp.resolve("mine"));
        Files.writeString(dir.resolve("run.properties"), "data.name=other\ndata.rows=7\ndata.crc32c=7\n");
        Files.writeString(dir.resolve("bad-rows.csv"), "of the run in it");

        assertThat(run("--dir", dir.toString(), "--resume")).isEqualTo(2);

        assertThat(err.toString()).contains("holds a run of other data, other with 7 rows");
        assertThat(dir.resolve("bad-rows.csv")).hasContent("of the run in it");
        assertThat(dir.resolve("bad-rows.csv.next")).doesNotExist();
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
        assertThat(run("--kill-after", "100%")).isEqualTo(2);
        assertThat(run("--data", temp.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--data " + temp + " is a directory");
        assertThat(run("--faults", "typo=1")).isEqualTo(2);
        assertThat(run("--resume")).isEqualTo(2);
        assertThat(run("--worker-heap", "much")).isEqualTo(2);
        assertThat(run("--data", temp.resolve("missing.csv").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("there is no file " + temp.resolve("missing.csv"));
        Files.writeString(data, "date,delay,origin,destination\n");
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("the header lacks distance");
        try (var left = Files.list(temp)) {
            assertThat(left).containsExactly(data);
        }
    }
}
