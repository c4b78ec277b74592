package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Counter.Add;
import dev.holdfast.testkit.node.Node;
import dev.holdfast.testkit.world.Plan;
import dev.holdfast.testkit.world.Plan.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.junit.jupiter.api.Test;

class NodeTest {

    private static int add(Simulation simulation, Node node) {
        return simulation.await(node.component(Counter.COUNTER, "1").ask(new Add(1)));
    }

    @Simulate(seeds = 20)
    void commands_that_are_asked_at_once_are_each_executed_once(Simulation simulation) {
        Node node = simulation.node("a", Counter.COUNTER);
        List<Integer> replies = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            node.component(Counter.COUNTER, "1")
                    .ask(new Add(1))
                    .whenCompleteAsync((sum, error) -> replies.add(sum), Runnable::run);
        }
        simulation.eventually("all answers", Duration.ofMinutes(1), () -> replies.size() == 10);
        assertThat(replies).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Simulate(seeds = 40)
    void what_was_acknowledged_survives_the_loss_of_power_at_any_step_K1(Simulation simulation) {
        Node node = simulation.node("a", Counter.COUNTER);
        List<Integer> replies = new ArrayList<>();
        int asked = 0;
        for (int wave = simulation.random().nextInt(1, 4); wave > 0; wave--) {
            for (int i = 0; i < 4; i++) {
                asked++;
                node.component(Counter.COUNTER, "1")
                        .ask(new Add(1))
                        .whenCompleteAsync((sum, error) -> replies.add(sum), Runnable::run);
            }
            simulation.steps(simulation.random().nextInt(30));
        }
        node.losePower();
        node.start();
        int acknowledged = replies.isEmpty() ? 0 : Collections.max(replies);
        assertThat(add(simulation, node)).isBetween(acknowledged + 1, asked + 1);
    }

    @Simulate(seeds = 10)
    void a_node_that_ends_in_order_goes_on_where_it_was(Simulation simulation) {
        Node node = simulation.node("a", Counter.COUNTER);
        assertThat(add(simulation, node)).isEqualTo(1);
        node.stop();
        node.start();
        assertThat(add(simulation, node)).isEqualTo(2);
    }

    /** A life's own calls and timers end with it: two lives on one disk are in no real machine. */
    @Test
    void nothing_of_a_life_that_ended_in_order_happens_in_the_next_one() {
        List<String> happened = new ArrayList<>();
        Run run = Run.of(Plan.of(1, Strategy.RANDOM, Duration.ofHours(1)), simulation -> {
            Node node = simulation.node("a", Counter.COUNTER);
            node.system()
                    .scheduler()
                    .scheduleOnce(
                            Duration.ofSeconds(30),
                            () -> happened.add("timer"),
                            node.system().executionContext());
            node.system().executionContext().execute(() -> {
                Simulation.hang("a call", Duration.ofSeconds(30));
                happened.add("call");
            });
            simulation.steps(10);
            node.stop();
            node.start();
            simulation.pass(Duration.ofMinutes(1));
        });
        assertThat(run.failure()).isEmpty();
        assertThat(happened).isEmpty();
    }

    @Test
    void a_dispatcher_has_as_many_threads_as_it_says_and_a_call_that_hangs_keeps_one() {
        List<String> happened = new ArrayList<>();
        Run run = Run.of(Plan.of(1, Strategy.RANDOM, Duration.ofHours(1)), simulation -> {
            Node node = simulation.node("a", "holdfast.segments.default.threads = 2", Counter.COUNTER);
            Executor work = node.system()
                    .dispatchers()
                    .lookup(DispatcherSelector.fromConfig("holdfast.runtime.dispatchers.work"));
            for (int i = 0; i < 2; i++) {
                work.execute(() -> {
                    happened.add("hangs");
                    Simulation.hang("a call", Duration.ofSeconds(30));
                });
            }
            simulation.eventually("both hang", Duration.ofSeconds(1), () -> happened.size() == 2);
            work.execute(() -> happened.add("waited"));
            simulation.pass(Duration.ofSeconds(29));
            assertThat(happened).containsExactly("hangs", "hangs");
            simulation.pass(Duration.ofSeconds(2));
            assertThat(happened).containsExactly("hangs", "hangs", "waited");
        });
        assertThat(run.failure()).isEmpty();
    }

    @Test
    void a_node_killed_by_its_own_step_does_not_finish_that_step() {
        List<String> happened = new ArrayList<>();
        Run run = Run.of(Plan.of(1, Strategy.RANDOM, Duration.ofHours(1)), simulation -> {
            Node node = simulation.node("a", Counter.COUNTER);
            node.system().executionContext().execute(() -> {
                happened.add("begins");
                node.losePower();
                happened.add("ends");
            });
            simulation.pass(Duration.ofSeconds(1));
            assertThat(node.isRunning()).isFalse();
            node.start();
            assertThat(add(simulation, node)).isEqualTo(1);
        });
        assertThat(run.failure()).isEmpty();
        assertThat(happened).containsExactly("begins");
    }

    @Test
    void a_hundred_seeds_are_a_hundred_orders_and_each_repeats_itself() {
        Scenario scenario = simulation -> {
            Node node = simulation.node("a", Counter.COUNTER);
            add(simulation, node);
            simulation.steps(simulation.random().nextInt(50));
            node.kill();
            node.start();
            add(simulation, node);
        };
        Set<Long> orders = new HashSet<>();
        for (int seed = 1; seed <= 100; seed++) {
            Plan plan = Plan.of(seed, Strategy.RANDOM, Duration.ofHours(1));
            Run run = Run.of(plan, scenario);
            assertThat(run.failure()).isEmpty();
            assertThat(Run.of(plan, scenario).hash()).as("seed %s", seed).isEqualTo(run.hash());
            orders.add(run.order());
        }
        assertThat(orders).hasSizeGreaterThanOrEqualTo(99);
    }
}
