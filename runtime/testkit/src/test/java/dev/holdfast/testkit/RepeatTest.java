package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.testkit.world.Plan.Strategy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepeatTest {

    @Test
    void a_seed_is_repeated_with_its_strategy_if_that_is_said() {
        assertThat(Repeat.of(Optional.of("7"), Optional.of("PCT"))).contains(new Repeat(7, Optional.of(Strategy.PCT)));
        assertThat(Repeat.of(Optional.of("7"), Optional.empty())).contains(new Repeat(7, Optional.empty()));
        assertThat(Repeat.of(Optional.empty(), Optional.empty())).isEmpty();
    }

    @Test
    void what_cannot_be_understood_is_refused_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Repeat.of(Optional.of("abc"), Optional.empty()))
                .withMessageContaining("-Dholdfast.seed=abc is no seed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Repeat.of(Optional.of("1"), Optional.of("pct")))
                .withMessageContaining("-Dholdfast.strategy=pct is none of [RANDOM, PCT]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Repeat.of(Optional.empty(), Optional.of("PCT")))
                .withMessageContaining("says nothing without -Dholdfast.seed");
    }
}
