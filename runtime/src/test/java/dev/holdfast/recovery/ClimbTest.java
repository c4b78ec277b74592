package dev.holdfast.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.Rung;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClimbTest {

    private static final List<Rung> CRASH =
            List.of(new Rung.Retry(2), new Rung.RollBack(), new Rung.QuarantineCommand());

    @Test
    void a_rung_that_recurs_gives_way_to_the_next() {
        assertThat(walk(CRASH, true, true, 5))
                .containsExactly("retry", "retry", "roll-back", "quarantine-command", "quarantine-command");
    }

    @Test
    void a_retry_with_a_damaged_state_needs_room_for_a_restart_R2() {
        assertThat(walk(CRASH, false, true, 1)).containsExactly("retry");
        assertThat(walk(CRASH, false, false, 1)).containsExactly("quarantine-command");
    }

    @Test
    void roll_back_gives_way_when_the_restart_intensity_is_used_up() {
        assertThat(walk(CRASH, true, false, 3)).containsExactly("retry", "retry", "quarantine-command");
    }

    @Test
    void a_fault_that_no_rule_matches_parks() {
        assertThat(walk(List.of(), true, true, 1)).containsExactly("park");
    }

    @Test
    void a_fault_that_outlasts_its_rule_parks() {
        assertThat(walk(List.of(new Rung.Retry(1)), true, true, 3)).containsExactly("retry", "park", "park");
    }

    private static List<String> walk(List<Rung> ladder, boolean stateIntact, boolean mayRestart, int times) {
        List<String> names = new ArrayList<>();
        Climb climb = Climb.START;
        for (int i = 0; i < times; i++) {
            Climb.Step step = climb.next(ladder, stateIntact, mayRestart);
            names.add(step.rung().name());
            climb = step.climb();
        }
        return names;
    }
}
