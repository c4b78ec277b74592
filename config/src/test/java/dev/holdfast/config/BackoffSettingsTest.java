package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffSettingsTest {
    private static final Duration MIN = Duration.ofMillis(200);
    private static final Duration MAX = Duration.ofSeconds(10);

    @Test
    void without_jitter_delays_double_up_to_the_maximum() {
        BackoffSettings backoff = new BackoffSettings(MIN, MAX, 0);

        assertThat(backoff.delay(1, 0.7)).isEqualTo(MIN);
        assertThat(backoff.delay(2, 0.7)).isEqualTo(Duration.ofMillis(400));
        assertThat(backoff.delay(6, 0.7)).isEqualTo(Duration.ofMillis(6400));
        assertThat(backoff.delay(7, 0.7)).isEqualTo(MAX);
        assertThat(backoff.delay(Integer.MAX_VALUE, 0.7)).isEqualTo(MAX);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.5, 1})
    void no_delay_leaves_its_limits(double jitter) {
        BackoffSettings backoff = new BackoffSettings(MIN, MAX, jitter);
        for (int attempt = 1; attempt < 2000; attempt++) {
            for (double random = 0; random <= 1; random += 0.125) {
                assertThat(backoff.delay(attempt, random)).isBetween(MIN, MAX);
            }
        }
    }

    @Test
    void jitter_spreads_the_first_delay_and_those_at_the_maximum_alike() {
        BackoffSettings backoff = new BackoffSettings(MIN, MAX, 0.25);

        assertThat(backoff.delay(1, 0)).isEqualTo(MIN);
        assertThat(backoff.delay(1, 1)).isEqualTo(Duration.ofMillis(250));
        assertThat(backoff.delay(50, 0)).isEqualTo(Duration.ofSeconds(8));
        assertThat(backoff.delay(50, 1)).isEqualTo(MAX);
    }

    @Test
    void equal_limits_leave_no_choice() {
        assertThat(new BackoffSettings(MIN, MIN, 1).delay(3, 0.5)).isEqualTo(MIN);
    }

    @Test
    void attempts_count_from_one_and_random_numbers_lie_between_zero_and_one() {
        BackoffSettings backoff = new BackoffSettings(MIN, MAX, 0.2);

        assertThatIllegalArgumentException().isThrownBy(() -> backoff.delay(0, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> backoff.delay(1, -0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> backoff.delay(1, 1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> backoff.delay(1, Double.NaN));
    }
}
