package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.host.Host;
import dev.holdfast.persistence.file.Disk;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("D2: a process killed under load has lost nothing it acknowledged")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class KilledProcessTest {

    @TempDir
    private Path path;

    @Test
    void what_it_acknowledged_is_there_and_its_lock_is_gone() throws IOException, InterruptedException {
        for (int round = 0; round < 2; round++) {
            Process process = start();
            try (BufferedReader output = process.inputReader(UTF_8)) {
                long acknowledged = lastLine(output, 200);
                assertThatThrownBy(this::open)
                        .isInstanceOf(LogException.class)
                        .hasMessageContaining("is open in process " + process.pid());
                process.toHandle().destroyForcibly(); // Process.destroyForcibly would close the output, too
                acknowledged = Math.max(acknowledged, lastLine(output, Integer.MAX_VALUE));
                assertThat(process.waitFor()).isEqualTo(128 + 9);
                try (SegmentedLog log = open()) {
                    long found = get(log.highestSequence("a"));
                    assertThat(found).isBetween(acknowledged, acknowledged + 10);
                    assertThat(all(log, "a")).isEqualTo(texts("a", 1, found));
                }
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private SegmentedLog open() {
        return SegmentedLog.open(path, SMALL, Disk.system(), Host.system());
    }

    private Process start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingProcess.class.getName(),
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The last whole number printed, after so many lines or at the end; a killed process may leave half a line. */
    private static long lastLine(BufferedReader output, int lines) throws IOException {
        long last = 0;
        for (int i = 0; i < lines; i++) {
            @Nullable String line = output.readLine();
            if (line == null) {
                break;
            }
            long number = Long.parseLong(line);
            last = number > last ? number : last;
        }
        return last;
    }
}
