package dev.holdfast.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testkit.world.Plan.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class WorldTest {

    private static final Duration LONG = Duration.ofHours(1);

    private static World world(long seed) {
        return new World(Plan.of(seed, Strategy.RANDOM, LONG));
    }

    private static List<Integer> orderOf(World world, int tasks) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            int number = i;
            world.add(World.NO_NODE, "task " + i, () -> order.add(number));
        }
        world.runUntil(() -> order.size() == tasks, Duration.ZERO);
        return order;
    }

    private static List<Integer> orderUnder(Plan plan, int tasks) {
        try (World world = new World(plan)) {
            return orderOf(world, tasks);
        }
    }

    @Test
    void a_seed_repeats_the_order_of_what_happens_and_other_seeds_have_others() {
        Set<List<Integer>> orders = new HashSet<>();
        for (int seed = 1; seed <= 100; seed++) {
            Plan plan = Plan.of(seed, Strategy.RANDOM, LONG);
            List<Integer> order = orderUnder(plan, 20);
            assertThat(orderUnder(plan, 20)).isEqualTo(order);
            orders.add(order);
        }
        assertThat(orders).hasSize(100);
    }

    @Test
    void without_deviations_what_comes_first_happens_first() {
        Plan straight = Plan.of(1, Strategy.RANDOM, LONG).with(List.of());
        assertThat(orderUnder(straight, 5)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void the_deviations_of_a_run_repeat_it_without_its_strategy() {
        Plan drawn = Plan.of(7, Strategy.PCT, LONG);
        try (World first = new World(drawn)) {
            List<Integer> order = orderOf(first, 20);
            assertThat(orderUnder(drawn.with(first.deviations()), 20)).isEqualTo(order);
        }
    }

    @Test
    void time_passes_only_when_nothing_else_is_left() {
        try (World world = world(1)) {
            List<Long> times = new ArrayList<>();
            world.after(Duration.ofMinutes(5), World.NO_NODE, () -> times.add(world.nanos()));
            world.add(World.NO_NODE, "now", () -> times.add(world.nanos()));
            world.runUntil(() -> times.size() == 2, LONG);
            assertThat(times).containsExactly(0L, Duration.ofMinutes(5).toNanos());
        }
    }

    @Test
    void a_call_that_parks_goes_on_with_its_stack_while_others_ran() {
        try (World world = world(1)) {
            List<String> happened = new ArrayList<>();
            world.add(World.NO_NODE, "slow", () -> {
                happened.add("begins");
                world.park("slow", Duration.ofSeconds(10));
                happened.add("ends at " + Duration.ofNanos(world.nanos()));
            });
            world.after(Duration.ofSeconds(5), World.NO_NODE, () -> happened.add("another"));
            world.runUntil(() -> happened.size() == 3, LONG);
            assertThat(happened).containsExactly("begins", "another", "ends at PT10S");
        }
    }

    @Test
    void of_a_node_that_was_killed_nothing_happens_any_more_not_even_the_end_of_a_parked_call() {
        try (World world = world(1)) {
            List<String> happened = new ArrayList<>();
            int node = world.newNode();
            world.add(node, "slow", () -> {
                happened.add("begins");
                world.park("slow", Duration.ofSeconds(10));
                happened.add("ends");
            });
            world.pass(Duration.ofSeconds(5));
            world.add(node, "task", () -> happened.add("task"));
            world.after(Duration.ofSeconds(1), node, () -> happened.add("timer"));
            world.kill(node);
            world.pass(Duration.ofMinutes(1));
            assertThat(happened).containsExactly("begins");
        }
    }

    @Test
    void random_numbers_of_a_thread_are_those_of_the_seed_whichever_thread_runs() {
        List<Long> drawn = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (World world = world(3)) {
                List<Long> own = new ArrayList<>();
                for (int i = 0; i < 5; i++) {
                    world.add(World.NO_NODE, "draw", () -> {
                        own.add(ThreadLocalRandom.current().nextLong());
                        world.park("in between", Duration.ofSeconds(1));
                        own.add(ThreadLocalRandom.current().nextLong());
                    });
                }
                world.runUntil(() -> own.size() == 10, LONG);
                drawn.addAll(own);
            }
        }
        assertThat(drawn.subList(0, 10)).doesNotHaveDuplicates().isEqualTo(drawn.subList(10, 20));
    }

    @Test
    void a_task_from_a_foreign_thread_fails_the_run_with_the_stack_of_that_thread() {
        try (World world = world(1)) {
            world.add(World.NO_NODE, "starts a thread", () -> {
                Thread foreign = new Thread(() -> world.add(World.NO_NODE, "foreign", () -> {}), "foreigner");
                foreign.setUncaughtExceptionHandler(
                        (thread, thrown) -> assertThat(thrown).isInstanceOf(Unsimulated.class));
                foreign.start();
                while (foreign.isAlive()) {
                    Thread.onSpinWait();
                }
            });
            assertThatThrownBy(() -> world.runUntil(() -> false, LONG))
                    .isInstanceOf(Unsimulated.class)
                    .hasMessageContaining("thread foreigner is not one of the simulation")
                    .hasStackTraceContaining("WorldTest");
        }
    }

    @Test
    void a_real_wait_fails_the_run_with_the_stack_of_whoever_waits() {
        try (World world = world(1)) {
            world.add(World.NO_NODE, "waits", WorldTest::waitForReal);
            assertThatThrownBy(() -> world.runUntil(() -> false, LONG))
                    .isInstanceOf(Unsimulated.class)
                    .hasMessageContaining("waits for something real (TIMED_WAITING)")
                    .hasStackTraceContaining("waitForReal");
        }
    }

    private static void waitForReal() {
        long end = System.nanoTime() + Duration.ofMillis(500).toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Test
    void what_a_task_throws_fails_the_run() {
        try (World world = world(1)) {
            world.add(World.NO_NODE, "breaks", () -> {
                throw new IllegalStateException("broken");
            });
            assertThatThrownBy(() -> world.runUntil(() -> false, LONG)).hasMessage("broken");
        }
    }

    @Test
    void a_run_that_does_not_end_in_its_virtual_time_fails() {
        try (World world = new World(Plan.of(1, Strategy.RANDOM, Duration.ofMinutes(1)))) {
            again(world);
            assertThatThrownBy(() -> world.runUntil(() -> false, LONG))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("no end within PT1M of virtual time");
        }
    }

    private static void again(World world) {
        world.after(Duration.ofSeconds(1), World.NO_NODE, () -> world.add(World.NO_NODE, "again", () -> again(world)));
    }

    @Test
    void what_must_always_be_true_is_looked_at_after_every_step() {
        try (World world = world(1)) {
            List<Integer> made = new ArrayList<>();
            world.always(() -> assertThat(made).hasSizeLessThan(3));
            for (int i = 0; i < 5; i++) {
                world.add(World.NO_NODE, "adds", () -> made.add(1));
            }
            assertThatThrownBy(() -> world.runUntil(() -> false, LONG)).isInstanceOf(AssertionError.class);
            assertThat(made).hasSize(3);
        }
    }
}
