package dev.holdfast.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.IntensitySettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {

    private final RestartBudget budget = new RestartBudget(new IntensitySettings(2, Duration.ofNanos(100)));

    @Test
    void allows_as_many_restarts_as_configured_and_no_more() {
        budget.count(0);
        assertThat(budget.allows(1)).isTrue();
        budget.count(1);
        assertThat(budget.allows(2)).isFalse();
    }

    @Test
    void the_window_slides_with_the_oldest_restart() {
        budget.count(0);
        budget.count(60);
        assertThat(budget.allows(99)).isFalse();
        assertThat(budget.allows(100)).isTrue();
        budget.count(100);
        assertThat(budget.allows(159)).isFalse();
        assertThat(budget.allows(160)).isTrue();
    }
}
