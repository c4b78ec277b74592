package dev.holdfast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SystemClockTest {

    @Test
    void nano_time_never_goes_back() {
        Clock clock = Clock.system();
        long before = clock.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            long now = clock.nanoTime();
            assertThat(now - before).isNotNegative();
            before = now;
        }
    }

    @Test
    void now_is_the_wall_clock_of_this_machine() {
        Instant before = Instant.now();
        Instant now = Clock.system().now();

        assertThat(now).isBetween(before, Instant.now());
    }
}
