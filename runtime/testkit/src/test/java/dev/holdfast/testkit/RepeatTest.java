package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.testkit.world.Plan.Strategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;

class RepeatTest {

    @Test
    void a_seed_is_repeated_with_its_strategy_if_that_is_said() {
        assertThat(Repeat.of(Optional.of("7"), Optional.of("PCT"))).contains(new Repeat(7, Optional.of(Strategy.PCT)));
        assertThat(Repeat.of(Optional.of("7"), Optional.empty())).contains(new Repeat(7, Optional.empty()));
        assertThat(Repeat.of(Optional.empty(), Optional.empty())).isEmpty();
    }

    @Test
    void what_cannot_be_understood_is_refused_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Repeat.of(Optional.of("abc"), Optional.empty()))
                .withMessageContaining("-Dholdfast.seed=abc is no seed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Repeat.of(Optional.of("1"), Optional.of("pct")))
                .withMessageContaining("-Dholdfast.strategy=pct is none of [RANDOM, PCT]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Repeat.of(Optional.empty(), Optional.of("PCT")))
                .withMessageContaining("says nothing without -Dholdfast.seed");
    }

    /** Begins as the JUnit platform does, in a JVM of its own, and says what is left of the properties. */
    static final class Begins {
        public static void main(String[] arguments) {
            try (LauncherSession session = LauncherFactory.openSession()) {
                System.out.println(session.getLauncher() != null);
                System.out.println(System.getProperty("holdfast.seed") + " " + System.getProperty("holdfast.strategy"));
                System.out.println(Repeat.asked());
            }
        }
    }

    @Test
    void before_any_test_what_asks_to_repeat_a_run_is_taken_for_no_setting_of_nodes() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dholdfast.seed=7",
                        "-Dholdfast.strategy=PCT",
                        Begins.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(output.lines()).contains("null null", "Optional[Repeat[seed=7, strategy=Optional[PCT]]]");
        } finally {
            process.destroyForcibly();
        }
    }
}
