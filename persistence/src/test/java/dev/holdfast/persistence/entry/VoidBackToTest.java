package dev.holdfast.persistence.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Outcome.Completed;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A plan to go back to a revision")
class VoidBackToTest {

    private static final Encoded VALUE = new Encoded("v", 1, new byte[] {7});

    @Test
    void takes_all_behind_it_however_much_there_is() {
        assertThat(plan(1, Voids.NONE, 1, 2, 3).ranges()).containsExactly(new Range(2, 6));
        assertThat(plan(0, Voids.NONE, 1).ranges()).containsExactly(new Range(1, 1));
    }

    @Test
    void takes_the_whole_of_what_the_revision_stands_in() {
        assertThat(plan(2, Voids.NONE, 1, 3, 1).ranges()).containsExactly(new Range(2, 5));
    }

    @Test
    void leaves_out_what_is_voided_already() {
        Voids voided = Voids.NONE.and(List.of(new Range(2, 3)));

        assertThat(plan(0, voided, 1, 2, 3).ranges()).containsExactly(new Range(1, 1), new Range(4, 6));
    }

    @Test
    void is_empty_when_there_is_nothing_behind_it() {
        assertThat(plan(6, Voids.NONE, 1, 2, 3).isEmpty()).isTrue();
        assertThat(plan(100, Voids.NONE, 1).isEmpty()).isTrue();
    }

    @Test
    void needs_a_revision_from_0() {
        assertThatThrownBy(() -> VoidPlanner.backTo(-1, Voids.NONE)).isInstanceOf(IllegalArgumentException.class);
    }

    private static VoidPlan plan(long kept, Voids already, int... events) {
        VoidPlanner planner = VoidPlanner.backTo(kept, already);
        for (int i = 0; i < events.length; i++) {
            Completed completed = new Completed(Collections.nCopies(events[i], VALUE), VALUE, List.of());
            planner.take(
                    new Committed(List.of(new Outcome("c", i + 1, 1, Instant.EPOCH, 0, Instant.EPOCH, 0, completed))));
        }
        return planner.plan();
    }
}
