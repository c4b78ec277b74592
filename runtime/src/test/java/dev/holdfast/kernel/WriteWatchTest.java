package dev.holdfast.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kernel.WriteWatch.Look;
import org.junit.jupiter.api.Test;

class WriteWatchTest {

    private final WriteWatch watch = new WriteWatch();

    @Test
    void a_write_that_is_still_under_way_after_a_whole_period_is_stuck() {
        assertThat(watch.begins()).isTrue();
        assertThat(watch.look(false)).isEqualTo(Look.STUCK);
    }

    @Test
    void a_write_that_began_since_the_last_look_gets_another_period() {
        watch.begins();
        watch.ends();
        assertThat(watch.begins()).isFalse();
        assertThat(watch.look(false)).isEqualTo(Look.GOES_ON);
        assertThat(watch.look(false)).isEqualTo(Look.STUCK);
    }

    @Test
    void when_nothing_is_written_the_looks_end_and_the_next_write_begins_them_again() {
        watch.begins();
        watch.ends();
        assertThat(watch.look(false)).isEqualTo(Look.IDLE);
        assertThat(watch.begins()).isTrue();
    }

    @Test
    void a_write_that_waits_for_space_is_not_stuck_and_gets_a_whole_period_afterwards_D5() {
        watch.begins();
        assertThat(watch.look(true)).isEqualTo(Look.GOES_ON);
        assertThat(watch.look(true)).isEqualTo(Look.GOES_ON);
        assertThat(watch.look(false)).isEqualTo(Look.STUCK);
    }
}
