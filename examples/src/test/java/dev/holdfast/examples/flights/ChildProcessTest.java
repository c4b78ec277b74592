package dev.holdfast.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @Test
    void what_an_earlier_process_wrote_is_kept_and_not_taken_for_its_own(@TempDir Path temp) throws Exception {
        Path errors = Files.writeString(temp.resolve("worker-1.log"), "of an earlier run\n");

        try (ChildProcess process = ChildProcess.start("worker-1", errors, List.of(), List.of(), "no.such.Main")) {
            assertThat(process.line()).isEmpty();
            assertThat(process.exit()).isEqualTo(1);
            assertThat(process.failed("ended"))
                    .hasMessageContaining("no.such.Main")
                    .hasMessageNotContaining("of an earlier run");
        }
        assertThat(errors).content().startsWith("of an earlier run\n").contains("no.such.Main");
    }
}
