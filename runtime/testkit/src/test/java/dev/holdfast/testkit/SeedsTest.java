package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.testkit.world.Plan;
import dev.holdfast.testkit.world.Plan.Strategy;
import dev.holdfast.testkit.world.Unsimulated;
import dev.holdfast.testkit.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void the_run_that_is_asked_for_is_the_only_one_and_has_the_strategy_that_its_seed_had_among_all() {
        List<String> ran = new ArrayList<>();
        Scenario scenario = simulation -> ran.add(simulation.world().plan().seed() + " "
                + simulation.world().plan().strategy());
        new Seeds("all", scenario, Optional.empty()).run(3, BOTH, LONG);
        assertThat(ran).contains("2 RANDOM", "3 PCT");
        ran.clear();
        new Seeds("one", scenario, Optional.of(new Repeat(3, Optional.empty()))).run(100, BOTH, LONG);
        new Seeds("one", scenario, Optional.of(new Repeat(3, Optional.of(Strategy.RANDOM)))).run(100, BOTH, LONG);
        assertThat(ran).containsExactly("3 PCT", "3 RANDOM");
    }

    @Test
    void runs_of_every_strategy_are_made_twice() {
        List<Strategy> made = new ArrayList<>();
        new Seeds("both", simulation -> made.add(simulation.world().plan().strategy())).run(200, BOTH, LONG);
        assertThat(made).hasSize(203);
        assertThat(made.stream().filter(Strategy.PCT::equals)).hasSize(102);
    }

    @Test
    void a_failure_that_its_seed_does_not_repeat_says_so_and_names_no_needs() {
        int[] runs = new int[1];
        Scenario once = simulation -> assertThat(runs[0]++).isPositive();
        assertThatThrownBy(() -> new Seeds("once", once).run(1, BOTH, LONG))
                .isInstanceOf(SimulationFailed.class)
                .hasMessageContaining("It does not repeat itself")
                .hasMessageNotContaining("Needed for the failure");
    }

    @Test
    void what_a_world_failed_with_fails_the_run_though_the_test_caught_it() {
        Scenario catches = simulation -> {
            simulation.always("nothing happens", () -> simulation.world().steps() == 0);
            simulation.world().add(World.NO_NODE, "something", () -> {});
            try {
                simulation.pass(Duration.ofSeconds(1));
            } catch (AssertionError expected) {
                simulation.world().note("test", "goes on");
            }
        };
        assertThat(run(catches).failure()).get().asString().contains("does not always hold: nothing happens");
    }

    @Test
    void a_real_wait_of_the_test_itself_fails_the_run_and_nobody_waits_for_it() {
        Run run = run(simulation -> {
            while (true) {
                LockSupport.parkNanos(Duration.ofHours(1).toNanos());
            }
        });
        assertThat(run.failure())
                .get()
                .isInstanceOf(Unsimulated.class)
                .asString()
                .contains("waits for something real");
    }

    @Test
    void a_foreign_task_after_the_last_wait_fails_the_run() {
        Run run = run(simulation -> {
            Thread foreign = new Thread(() -> {
                try {
                    simulation.world().add(World.NO_NODE, "foreign", () -> {});
                } catch (Unsimulated refused) {
                    // the run knows it already
                }
            });
            foreign.start();
            while (foreign.isAlive()) {
                Thread.onSpinWait();
            }
        });
        assertThat(run.failure()).get().isInstanceOf(Unsimulated.class);
    }

    @Test
    void lists_and_numbers_in_a_message_make_no_other_failure() {
        Run first = run(simulation -> {
            throw new IllegalStateException("3 of [1, 2, [3]] at 0123456789ab\nand more");
        });
        assertThat(run(simulation -> {
                            throw new IllegalStateException("77 of [] at ba9876543210");
                        })
                        .failsAs(first))
                .isTrue();
        assertThat(run(simulation -> {
                            throw new IllegalStateException("3 in [1, 2, [3]] at 0123456789ab");
                        })
                        .failsAs(first))
                .isFalse();
    }

    @Test
    void without_seeds_strategies_or_time_there_is_no_run() {
        Seeds seeds = new Seeds("none", simulation -> {});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> seeds.run(0, BOTH, LONG))
                .withMessageContaining("none is to run under 0 seeds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> seeds.run(1, List.of(), LONG))
                .withMessageContaining("names no strategy");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> seeds.run(1, BOTH, Duration.ZERO))
                .withMessageContaining("but it has PT0S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "", "1000000"})
    void times_that_are_no_number_of_times_are_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Seeds.times(Optional.of(text)))
                .withMessageContaining("-Dsimulation.times=" + text + " must be a whole number from 1 to 999999");
    }

    @Test
    void times_are_one_unless_said() {
        assertThat(Seeds.times(Optional.empty())).isEqualTo(1);
        assertThat(Seeds.times(Optional.of("999999"))).isEqualTo(999_999);
    }

    private static Run run(Scenario scenario) {
        return Run.of(Plan.of(1, Strategy.RANDOM, LONG), scenario);
    }
}
