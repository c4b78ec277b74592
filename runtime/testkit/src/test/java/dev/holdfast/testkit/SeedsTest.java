package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.testkit.world.Plan.Strategy;
import dev.holdfast.testkit.world.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedsTest {

    private static final List<Strategy> BOTH = List.of(Strategy.RANDOM, Strategy.PCT);
    private static final Duration LONG = Duration.ofHours(1);

    /** Two that each read a balance, and take from it later. */
    private static void overdraw(Simulation simulation) {
        World world = simulation.world();
        int[] balance = {100};
        int[] over = new int[1];
        for (int i = 0; i < 2; i++) {
            world.add(World.NO_NODE, "teller " + i, () -> {
                int read = balance[0];
                Simulation.othersFirst("after the look at the balance");
                if (read >= 100) {
                    balance[0] -= 100;
                }
                over[0]++;
            });
        }
        simulation.eventually("both are over", LONG, () -> over[0] == 2);
        if (balance[0] < 0) {
            throw new AssertionError("overdrawn: " + balance[0]);
        }
    }

    @Test
    void a_check_that_is_not_one_with_its_act_is_found_and_needs_one_deviation() {
        SimulationFailed failed = catchThrowableOfType(
                SimulationFailed.class,
                () -> new Seeds("SeedsTest#overdraw", SeedsTest::overdraw).run(1000, BOTH, LONG));

        assertThat(failed.needed()).hasSize(1);
        assertThat(failed)
                .hasMessageContaining("overdrawn: -100")
                .hasMessageContaining("others first at after the look at the balance")
                .hasMessageContaining("-Dtest='SeedsTest#overdraw' -Dholdfast.seed=")
                .hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void what_is_not_drawn_from_the_seed_is_found_by_running_it_twice() {
        int[] runs = new int[1];
        Scenario hidden = simulation -> {
            simulation.world().note("hidden", "counter " + runs[0]++);
        };
        assertThatThrownBy(() -> new Seeds("hidden", hidden).run(1, BOTH, LONG))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 1 of hidden does not repeat itself")
                .hasMessageContaining("counter 1");
    }

    @Test
    void a_summary_says_how_many_runs_in_how_many_orders() {
        Seeds.Summary summary = new Seeds("both", simulation -> {}).run(10, BOTH, LONG);
        assertThat(summary.runs()).isEqualTo(10);
        assertThat(summary.toString())
                .contains("both: 10 runs in 1 different orders")
                .contains("runs/s");
    }
}
