package dev.holdfast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SystemChanceTest {

    private final Chance chance = Chance.system();

    @Test
    void what_is_certain_happens_and_what_is_impossible_does_not() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(chance.happens("certain", 1)).isTrue();
            assertThat(chance.happens("impossible", 0)).isFalse();
        }
    }

    @Test
    void an_interrupt_does_not_end_a_hang_but_is_kept() {
        Thread.currentThread().interrupt();
        long begin = System.nanoTime();

        chance.hang("test", Duration.ofMillis(20));

        assertThat(System.nanoTime() - begin)
                .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
        assertThat(Thread.interrupted()).isTrue();
    }
}
