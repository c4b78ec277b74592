package dev.holdfast.testkit.world;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.testkit.world.Plan.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.InstanceOfAssertFactories;
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
    void time_passes_when_nothing_else_is_left() {
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
    void of_a_node_that_ended_nothing_happens_any_more_not_even_the_end_of_a_parked_call() {
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
            world.end(node);
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
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (World world = world(1)) {
            world.add(World.NO_NODE, "starts a thread", () -> {
                Thread foreign = new Thread(
                        () -> thrown.set(catchThrowable(() -> world.add(World.NO_NODE, "foreign", () -> {}))),
                        "foreigner");
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
        assertThat(thrown.get()).isInstanceOf(Unsimulated.class);
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

    /** The invariant is broken by a step that parks, and mended when that goes on. */
    @Test
    void what_must_always_be_true_is_looked_at_when_a_call_parks() {
        try (World world = world(1)) {
            int[] balance = {1};
            world.always(() -> assertThat(balance[0]).isNotNegative());
            world.add(World.NO_NODE, "overdraws", () -> {
                balance[0] = -1;
                world.park("in the middle", Duration.ofSeconds(1));
                balance[0] = 1;
            });
            assertThatThrownBy(() -> world.pass(Duration.ofMinutes(1))).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void calls_that_end_with_their_world_may_end_in_any_way() {
        World world = world(1);
        world.add(World.NO_NODE, "wraps", () -> {
            try {
                world.park("for ever", Duration.ofDays(1));
            } catch (Throwable e) {
                throw new IllegalStateException("wrapped", e);
            }
        });
        world.add(World.NO_NODE, "cleans up", () -> {
            try {
                world.park("for ever", Duration.ofDays(1));
            } finally {
                world.add(World.NO_NODE, "never", () -> {});
            }
        });
        world.pass(Duration.ofSeconds(1));
        world.close();
        assertThat(world.failure()).isEmpty();
    }

    @Test
    void a_call_that_does_not_end_with_its_world_fails_the_run_with_its_stack_and_is_given_up() {
        World world = world(1);
        AtomicBoolean over = new AtomicBoolean();
        world.add(World.NO_NODE, "swallows", () -> swallow(world, over));
        world.pass(Duration.ofSeconds(1));
        world.close();
        over.set(true);
        assertThat(world.failure())
                .get(as(InstanceOfAssertFactories.THROWABLE))
                .isInstanceOf(Unsimulated.class)
                .hasMessageContaining("a parked call does not end with its world")
                .hasStackTraceContaining("swallow");
    }

    private static void swallow(World world, AtomicBoolean over) {
        while (!over.get()) {
            try {
                world.park("for ever", Duration.ofDays(1));
            } catch (Throwable e) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void an_interrupt_stays_with_the_call_that_has_it_whatever_others_do_meanwhile() {
        try (World world = world(1)) {
            List<Boolean> interrupted = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                boolean one = i % 2 == 0;
                world.add(World.NO_NODE, "call", () -> {
                    if (one) {
                        Thread.currentThread().interrupt();
                    }
                    world.mayPark("in the middle", 1);
                    interrupted.add(Thread.interrupted() == one);
                });
            }
            world.runUntil(() -> interrupted.size() == 200, LONG);
            assertThat(interrupted).containsOnly(true);
        }
    }

    @Test
    void a_mailbox_whose_actor_left_an_interrupt_ends_no_run() {
        try (World world = world(1)) {
            world.add(World.NO_NODE, "mailbox", () -> sneak(new InterruptedException("left by an actor")));
            world.pass(Duration.ofSeconds(1));
            assertThat(world.trace().tail()).anyMatch(line -> line.endsWith("was interrupted"));
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void what_happens_at_the_same_time_happens_in_any_order() {
        Set<String> orders = new HashSet<>();
        for (int seed = 1; seed <= 200; seed++) {
            try (World world = world(seed)) {
                StringBuilder happened = new StringBuilder();
                for (String who : List.of("a", "b")) {
                    world.after(
                            Duration.ofSeconds(1),
                            World.NO_NODE,
                            () -> world.add(World.NO_NODE, who, () -> {
                                happened.append(who);
                                world.add(World.NO_NODE, who, () -> happened.append(who));
                            }));
                }
                world.pass(Duration.ofSeconds(2));
                orders.add(happened.toString());
            }
        }
        assertThat(orders).containsExactlyInAnyOrder("aabb", "abab", "abba", "baab", "baba", "bbaa");
    }

    @Test
    void a_timer_that_is_due_soon_comes_before_what_is_ready_at_times() {
        int before = 0;
        for (int seed = 1; seed <= 200; seed++) {
            try (World world = world(seed)) {
                List<String> happened = new ArrayList<>();
                world.after(Duration.ofMillis(5), World.NO_NODE, () -> happened.add("timer"));
                world.add(World.NO_NODE, "task", () -> happened.add("task"));
                world.pass(Duration.ofSeconds(1));
                before += happened.get(0).equals("timer") ? 1 : 0;
            }
        }
        assertThat(before).isBetween(1, 50);
    }

    @Test
    void time_that_was_waited_in_vain_has_passed() {
        try (World world = world(1)) {
            assertThat(world.runUntil(() -> false, Duration.ofSeconds(10))).isFalse();
            assertThat(world.nanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
        }
    }

    @Test
    void steps_for_which_there_is_nothing_to_do_take_no_time() {
        try (World world = world(1)) {
            world.add(World.NO_NODE, "one", () -> {});
            world.steps(3);
            assertThat(world.steps()).isEqualTo(1);
            assertThat(world.nanos()).isZero();
        }
    }

    /** The JVM takes the pool that is replaced for what its own classes say it is, and crashes if it is not. */
    @Test
    void outside_of_worlds_stages_go_on_and_time_out_as_ever() {
        assertThatThrownBy(() -> new CompletableFuture<Integer>()
                        .orTimeout(1, TimeUnit.MILLISECONDS)
                        .join())
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(new CompletableFuture<Integer>()
                        .completeOnTimeout(1, 1, TimeUnit.MILLISECONDS)
                        .orTimeout(1, TimeUnit.MINUTES)
                        .join())
                .isEqualTo(1);
        assertThat(CompletableFuture.supplyAsync(() -> Thread.currentThread().getName())
                        .orTimeout(1, TimeUnit.MINUTES)
                        .join())
                .doesNotStartWith("holdfast-");
    }

    @Test
    void stages_go_on_in_the_world_whose_thread_completes_them() {
        try (World world = world(1)) {
            List<String> threads = new ArrayList<>();
            world.add(World.NO_NODE, "completes", () -> {
                CompletableFuture<Void> unused = CompletableFuture.completedFuture(1)
                        .thenAcceptAsync(
                                one -> threads.add(Thread.currentThread().getName()));
            });
            world.pass(Duration.ofSeconds(1));
            assertThat(threads).singleElement().asString().startsWith("holdfast-baton-");
        }
    }

    @Test
    void a_run_that_goes_round_in_a_circle_ends() {
        try (World world = world(1)) {
            circle(world);
            assertThatThrownBy(() -> world.pass(LONG)).hasMessageContaining("something goes round in a circle");
        }
    }

    private static void circle(World world) {
        world.add(World.NO_NODE, "circle", () -> circle(world));
    }
}
