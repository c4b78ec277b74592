package dev.holdfast.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.PoisonBrakeSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The brake on voiding by itself (R3): two components may within 100 ns. */
class PoisonBrakeTest {

    private static final PoisonBrakeSettings SETTINGS = new PoisonBrakeSettings(2, Duration.ofNanos(100));

    private final PoisonBrake brake = new PoisonBrake(SETTINGS);

    @Test
    void a_few_components_may_void_R3() {
        assertThat(brake.allows("a", 0)).isTrue();
        assertThat(brake.allows("b", 1)).isTrue();
    }

    @Test
    void when_more_want_it_none_may_any_more_R3() {
        brake.allows("a", 0);
        brake.allows("b", 1);

        assertThat(brake.allows("c", 2)).isFalse();
        assertThat(brake.allows("a", 3)).isFalse();
        assertThat(brake.allows("b", 99)).isFalse();
    }

    @Test
    void a_component_that_asks_again_counts_once() {
        for (int now = 0; now < 50; now++) {
            assertThat(brake.allows("a", now)).isTrue();
        }
        assertThat(brake.allows("b", 50)).isTrue();
        assertThat(brake.allows("a", 51)).isTrue();
    }

    @Test
    void the_brake_is_released_when_few_enough_wanted_it_for_one_period() {
        brake.allows("a", 0);
        brake.allows("b", 1);
        assertThat(brake.allows("c", 2)).isFalse();

        assertThat(brake.allows("c", 99)).isFalse();
        assertThat(brake.allows("c", 100)).isTrue();
    }

    @Test
    void those_that_are_parked_and_ask_again_keep_it_on() {
        for (int now = 0; now < 1000; now += 30) {
            boolean first = brake.allows("a", now);
            boolean second = brake.allows("b", now + 1);
            boolean third = brake.allows("c", now + 2);

            assertThat(third).isFalse();
            assertThat(first && second).isEqualTo(now == 0);
        }
    }

    @Test
    void however_many_ask_it_is_told_apart_who_asked_last() {
        for (int i = 0; i < 1000; i++) {
            brake.allows("component" + i, 0);
        }
        assertThat(brake.allows("component0", 99)).isFalse();
        assertThat(brake.allows("component1", 100)).isTrue();
    }

    /** Against an oracle that remembers when each component asked last. */
    @Test
    void any_course_is_decided_as_by_definition_R3() {
        int[] decided = new int[2];
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int most = 1 + random.nextInt(5);
            int within = 1 + random.nextInt(50);
            PoisonBrake any = new PoisonBrake(new PoisonBrakeSettings(most, Duration.ofNanos(within)));
            Map<String, Long> asked = new HashMap<>();
            long now = random.nextLong(); // a monotonic clock may begin, and overflow, anywhere
            for (int step = 0; step < 200; step++) {
                now += random.nextInt(12);
                long at = now;
                String component = "c" + random.nextInt(10);
                asked.put(component, at);
                boolean expected = asked.values().stream()
                                .filter(time -> at - time < within)
                                .count()
                        <= most;
                assertThat(any.allows(component, at))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(expected);
                decided[expected ? 1 : 0]++;
            }
        }
        assertThat(decided).doesNotContain(0);
    }

    @Test
    void of_many_that_ask_at_the_same_time_no_more_than_allowed_may() {
        for (int round = 0; round < 200; round++) {
            PoisonBrake shared = new PoisonBrake(SETTINGS);
            long allowed = IntStream.range(0, 64)
                    .parallel()
                    .filter(i -> shared.allows("component" + i, 5))
                    .count();

            assertThat(allowed).isEqualTo(2);
        }
    }
}
