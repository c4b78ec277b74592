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
import java.util.Optional;
import java.util.Set;
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
        for (int i = 0; i < 10; i++) {
            node.component(Counter.COUNTER, "1")
                    .ask(new Add(1))
                    .whenCompleteAsync((sum, error) -> replies.add(sum), Runnable::run);
        }
        simulation.steps(simulation.random().nextInt(200));
        node.losePower();
        node.start();
        int acknowledged = replies.isEmpty() ? 0 : Collections.max(replies);
        assertThat(add(simulation, node)).isBetween(acknowledged + 1, 11);
    }

    @Simulate(seeds = 10)
    void a_node_that_ends_in_order_goes_on_where_it_was(Simulation simulation) {
        Node node = simulation.node("a", Counter.COUNTER);
        assertThat(add(simulation, node)).isEqualTo(1);
        node.stop();
        node.start();
        assertThat(add(simulation, node)).isEqualTo(2);
    }

    @Test
    void what_asks_to_repeat_a_run_is_no_setting_of_a_node() {
        System.setProperty("holdfast.seed", "7");
        System.setProperty("holdfast.strategy", "PCT");

        assertThat(Repeat.take()).contains(new Repeat(7, Optional.of(Strategy.PCT)));

        Scenario scenario =
                simulation -> add(simulation, simulation.node("a", "pekko.actor.provider = local", Counter.COUNTER));
        assertThat(Run.of(Plan.of(7, Strategy.PCT, Duration.ofHours(1)), scenario)
                        .failure())
                .isEmpty();
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
