package dev.holdfast.runtime;

import static dev.holdfast.testing.Account.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testing.Account;
import dev.holdfast.testing.Account.Park;
import dev.holdfast.testing.TestSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaltGuardTest {

    @Test
    void a_jvm_that_is_to_exit_but_has_a_stuck_component_is_halted_K4(@TempDir Path directory)
            throws IOException, InterruptedException {
        Process stuck = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Stuck.class.getName(),
                        directory.toString())
                .inheritIO()
                .start();
        try {
            assertThat(stuck.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(stuck.exitValue()).isEqualTo(HaltGuard.EXIT_CODE);
        } finally {
            stuck.destroyForcibly();
        }
    }

    /** Shuts down while a command is stuck in user code. */
    static final class Stuck {
        private Stuck() {}

        public static void main(String[] arguments) {
            Account.gate("stuck");
            TestSystem system = TestSystem.on(Path.of(arguments[0]), """
                    pekko.coordinated-shutdown.exit-jvm = on
                    holdfast.runtime.halt-after = 300ms
                    """, ACCOUNT);
            CompletionStage<?> never = system.account("1").ask(new Park("stuck", 1));
            Account.awaitParked("stuck");
            assertThat(never.toCompletableFuture()).isNotDone();
            system.system().terminate();
        }
    }
}
