package dev.holdfast.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.world.Plan.Strategy;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final int SEEDS = 300;
    private static final int STEPS = 40;
    private static final int TASKS = 3_000;

    /** How often that is so of the order in which two chains of steps happen, each of an owner of its own. */
    private static int count(Strategy strategy, Predicate<String> is) {
        int count = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (World world = new World(Plan.of(seed, strategy, Duration.ofHours(1)))) {
                StringBuilder happened = new StringBuilder();
                for (String who : new String[] {"a", "b"}) {
                    chain(world, new Object(), who, STEPS, happened);
                }
                world.pass(Duration.ofSeconds(1));
                assertThat(happened).hasSize(2 * STEPS);
                count += is.test(happened.toString()) ? 1 : 0;
            }
        }
        return count;
    }

    private static void chain(World world, Object owner, String who, int left, StringBuilder happened) {
        world.add(World.NO_NODE, who, owner, () -> {
            happened.append(who);
            if (left > 1) {
                chain(world, owner, who, left - 1, happened);
            }
        });
    }

    private static boolean oneAfterTheOther(String happened) {
        return happened.matches("a+b+|b+a+");
    }

    private static long turns(String happened) {
        return happened.replaceAll("(.)\\1*", "$1").length() - 1L;
    }

    @Test
    void by_priorities_owners_are_put_first_as_a_whole_but_for_a_few_changes() {
        assertThat(count(Strategy.PCT, OrderTest::oneAfterTheOther)).isGreaterThan(SEEDS / 4);
        assertThat(count(Strategy.PCT, happened -> turns(happened) > 4)).isZero();
        assertThat(count(Strategy.PCT, happened -> turns(happened) > 1)).isGreaterThan(SEEDS / 10);
    }

    @Test
    void evenly_drawn_steps_of_owners_mix() {
        assertThat(count(Strategy.RANDOM, happened -> turns(happened) > 20)).isGreaterThan(SEEDS * 9 / 10);
    }

    /** Else what waits for another, without time passing, would wait for ever. */
    @Test
    void an_owner_that_goes_on_for_ever_lets_others_come() {
        for (int seed = 1; seed <= 20; seed++) {
            try (World world = new World(Plan.of(seed, Strategy.PCT, Duration.ofHours(1)))) {
                boolean[] come = new boolean[1];
                spin(world, new Object(), come);
                world.add(World.NO_NODE, "other", () -> come[0] = true);
                assertThat(world.runUntil(() -> come[0], Duration.ofSeconds(1))).isTrue();
            }
        }
    }

    /** A task that is an owner of its own is not kept when it is over, with all that it holds. */
    @Test
    void what_is_over_is_forgotten() {
        for (Strategy strategy : Strategy.values()) {
            try (World world = new World(Plan.of(1, strategy, Duration.ofHours(1)))) {
                large(world, 0);
                world.pass(Duration.ofSeconds(1));
                assertThat(world.steps()).isGreaterThan(TASKS);
            }
        }
    }

    /** All of them together would need more memory than there is. */
    private static void large(World world, int number) {
        byte[] held = new byte[1 << 20];
        world.add(World.NO_NODE, "large", () -> {
            if (number < TASKS && held.length > 0) {
                large(world, number + 1);
            }
        });
    }

    private static void spin(World world, Object owner, boolean[] until) {
        world.add(World.NO_NODE, "spins", owner, () -> {
            if (!until[0]) {
                spin(world, owner, until);
            }
        });
    }
}
