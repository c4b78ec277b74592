package dev.holdfast.runtime;

import static dev.holdfast.testing.Vault.add;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.component.Component;
import dev.holdfast.testing.Stored;
import dev.holdfast.testing.TestSystem;
import dev.holdfast.testing.Vault;
import dev.holdfast.testing.Vault.Add;
import dev.holdfast.testing.Vault.Event;
import dev.holdfast.testing.Vault.State;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which ladder a fault walks depends on how it persists. */
class DiagnosedLaddersTest {

    @TempDir
    Path directory;

    private final Vault vault = new Vault();
    private final Component<State, Event> component = vault.open().build();

    private ComponentRef one(TestSystem system) {
        return system.holdfast().component(component, "1");
    }

    private TestSystem start(String... rules) {
        return TestSystem.on(
                directory, "holdfast.segments.default.recovery = [\n" + String.join("\n", rules) + "\n]\n", component);
    }

    /** Decides on this many cents fail so often; others succeed. */
    private void failOn(long cents, int times) {
        AtomicInteger left = new AtomicInteger(times);
        vault.beforeDecide(command -> {
            if (command instanceof Add add && add.cents() == cents && left.getAndDecrement() > 0) {
                throw new IllegalStateException("planned failure");
            }
        });
    }

    @Test
    void a_command_that_fails_again_and_again_meets_a_permanent_fault() {
        try (TestSystem system =
                start("{ on = permanent, do = [quarantine-command] }", "{ on = transient, do = [retry 100, park] }")) {
            failOn(7, Integer.MAX_VALUE);
            assertThatThrownBy(() -> add(one(system), 7)).isInstanceOf(CommandQuarantined.class);
        }
        assertThat(Stored.decisions(directory))
                .containsExactly("crash: retry", "crash: retry", "crash: quarantine-command");
    }

    @Test
    void a_fault_that_comes_back_after_successes_is_intermittent() {
        try (TestSystem system = start(
                "{ on = intermittent, do = [roll-back, quarantine-command] }",
                "{ on = transient, do = [retry 3, park] }")) {
            for (int i = 1; i <= 2; i++) {
                failOn(7, 1);
                add(one(system), 7);
                add(one(system), 1);
            }
        }
        assertThat(Stored.decisions(directory)).containsExactly("crash: retry", "crash: roll-back");
    }

    @Test
    void a_fault_that_does_not_come_back_is_transient() {
        try (TestSystem system = start(
                "{ on = intermittent, do = [park] }",
                "{ on = permanent, do = [park] }",
                "{ on = transient, do = [retry 1, park] }")) {
            failOn(7, 1);
            assertThat(add(one(system), 7)).isEqualTo(7);
        }
        assertThat(Stored.decisions(directory)).containsExactly("crash: retry");
    }

    @Test
    void setting_commands_aside_is_no_success_that_would_hide_a_permanent_fault() {
        try (TestSystem system =
                start("{ on = permanent, do = [park] }", "{ on = transient, do = [quarantine-command] }")) {
            failOn(7, Integer.MAX_VALUE);
            for (int i = 1; i <= 2; i++) {
                assertThatThrownBy(() -> add(one(system), 7)).isInstanceOf(CommandQuarantined.class);
            }
            assertThatThrownBy(() -> add(one(system), 7)).hasMessageContaining("parked");
            await().atMost(TestSystem.SOON)
                    .until(() -> system.holdfast().status().parked() == 1);
        }
        assertThat(Stored.decisions(directory))
                .containsExactly("crash: quarantine-command", "crash: quarantine-command", "crash: park");
    }
}
