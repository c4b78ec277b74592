package dev.holdfast.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kernel.Presentation;
import dev.holdfast.kernel.Way;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LaneTest {

    private final Lane lane = new Lane(2);
    private final Way door = new Stations(0);
    private final Way front = new Stations(1);

    /** Not a record: ways are told apart by identity. */
    private static final class Stations implements Way {
        private final int stations;

        private Stations(int stations) {
            this.stations = stations;
        }

        @Override
        public void send(Presentation presentation) {
            throw new AssertionError("nothing is sent here");
        }

        @Override
        public int stations() {
            return stations;
        }
    }

    @Test
    void a_shorter_way_is_taken_only_when_nothing_on_the_longer_one_is_unanswered() {
        long first = lane.take(front);
        assertThat(lane.mayTake(door)).isFalse();
        assertThat(lane.mayTake(front)).isTrue();
        lane.answered(first);
        assertThat(lane.mayTake(door)).isTrue();
    }

    @Test
    void a_longer_way_overtakes_nothing_and_is_taken_at_once() {
        lane.take(door);
        assertThat(lane.mayTake(front)).isTrue();
    }

    @Test
    void another_door_is_taken_only_when_nothing_that_went_through_the_one_before_is_unanswered() {
        long first = lane.take(door);
        Way next = new Stations(0);
        assertThat(lane.mayTake(next)).isFalse();
        lane.answered(first);
        assertThat(lane.mayTake(next)).isTrue();
    }

    @Test
    void the_window_counts_from_the_lowest_unanswered_number_K6() {
        long first = lane.take(door);
        long second = lane.take(door);
        assertThat(lane.hasRoom()).isFalse();
        lane.answered(second);
        assertThat(lane.hasRoom()).isFalse();
        lane.answered(first);
        assertThat(lane.hasRoom()).isTrue();
    }

    @Test
    void an_unknown_outcome_keeps_the_floor_until_it_would_hold_up_new_commands_K6() {
        long first = lane.take(door);
        lane.gaveUp(first, Instant.MAX);
        assertThat(lane.floor()).isEqualTo(first);
        lane.take(door);
        assertThat(lane.hasRoom()).isTrue();
        assertThat(lane.floor()).isEqualTo(first + 1);
    }
}
