package dev.holdfast.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A proof that cannot fail proves nothing: here Holdfast is broken on purpose, and the verdict must say so. */
class BrokenRunsTest {

    private static final int NEGATIVE = 3;

    @TempDir
    Path temp;

    private final Options options = new Options();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path data = Path.of("");

    @BeforeEach
    void write_data() throws Exception {
        data = SmallData.write(temp, 500);
    }

    private int run(String... faults) {
        return new CommandLine(new Flights(options))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("--data", data.toString(), "--json", "--dir", temp + "/run", "--faults", faults[0]);
    }

    @Test
    void with_effects_dropped_every_arrival_is_lost() throws IOException {
        options.workerMain = WorkerThatDropsEffects.class.getName();

        assertThat(run("none")).as(err.toString()).isEqualTo(NEGATIVE);
        assertThat(json().get("lost").asLong()).isEqualTo(500);
        assertThat(json().get("duplicated").asLong()).isZero();
        assertThat(json().get("boardMatches").asBoolean()).isFalse();
    }

    @Test
    void with_dedup_switched_off_flights_are_doubled() throws IOException {
        options.workerClassPath = List.of(compiled("without-dedup/Windows.java.txt"));

        assertThat(run("write-failed=10,write-unheard=10")).as(err.toString()).isEqualTo(NEGATIVE);
        assertThat(json().get("duplicated").asLong()).as(err.toString()).isPositive();
        assertThat(json().get("boardMatches").asBoolean()).isFalse();
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    /** Compiles a class that takes the place of one of Holdfast's own. */
    private Path compiled(String resource) throws IOException {
        Path source = temp.resolve("Windows.java");
        try (InputStream in = BrokenRunsTest.class.getResourceAsStream("/" + resource)) {
            Files.write(source, java.util.Objects.requireNonNull(in).readAllBytes());
        }
        Path classes = Files.createDirectory(temp.resolve("classes"));
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(exit).isZero();
        return classes;
    }
}
