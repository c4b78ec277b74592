package dev.holdfast.persistence.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.entry.Voided.Revoked;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Voided revisions")
class VoidsTest {

    private static final Encoded REPLY = new Encoded("reply", 1, new byte[0]);

    @Test
    void a_range_is_from_one_and_not_backwards() {
        for (long[] wrong : new long[][] {{0, 0}, {-1, 3}, {5, 4}}) {
            assertThatThrownBy(() -> new Range(wrong[0], wrong[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 <= first <= last");
        }
        assertThat(new Range(1, Long.MAX_VALUE).length()).isEqualTo(Long.MAX_VALUE);
        assertThat(new Range(4, 4)).hasToString("revision 4");
        assertThat(new Range(4, 6)).hasToString("revisions 4 to 6");
    }

    @Test
    void a_revision_is_voided_once_K9() {
        Voids voids = new Voids(List.of(new Range(5, 8)), 3);

        assertThat(voids.and(List.of(new Range(4, 4), new Range(9, 9))).ranges())
                .containsExactly(new Range(4, 4), new Range(5, 8), new Range(9, 9));
        for (Range overlapping : List.of(new Range(5, 5), new Range(8, 9), new Range(1, 20), new Range(4, 5))) {
            assertThatThrownBy(() -> voids.and(List.of(overlapping)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(overlapping.toString())
                    .hasMessageContaining("a revision is voided once");
        }
    }

    @Test
    void an_entry_voids_something_in_order_and_revokes_only_what_it_voids_R3() {
        Range low = new Range(1, 2);
        Range high = new Range(5, 9);

        refused(List.of(), List.of(), 0, "needs a range");
        refused(List.of(low), List.of(), -1, "previous -1");
        refused(List.of(high, low), List.of(), 0, "revisions 1 to 2 behind revisions 5 to 9");
        refused(List.of(high, high), List.of(), 0, "must ascend and not overlap");
        for (Range outside :
                List.of(new Range(3, 4), new Range(2, 3), new Range(4, 5), new Range(10, 11), new Range(1, 9))) {
            refused(List.of(low, high), List.of(reply(outside)), 0, "lies in none of the ranges it voids");
        }
        refused(List.of(high), List.of(reply(new Range(6, 7)), reply(new Range(7, 8))), 0, "must ascend");
        assertThatThrownBy(() -> new Revoked("", 1, low, REPLY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Revoked("s", 0, low, REPLY)).isInstanceOf(IllegalArgumentException.class);
        assertThat(voided(List.of(low, high), List.of(reply(low), reply(new Range(5, 5)), reply(new Range(9, 9))), 0)
                        .replies())
                .hasSize(3);
    }

    @Test
    void a_correction_has_a_fault_an_event_and_if_any_a_command_that_was_executed() {
        Outcome rejected = TestJournal.outcome(4, new Outcome.Rejected("no"));

        assertThatThrownBy(() -> new Corrected("", List.of(REPLY), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Corrected("f", List.of(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 events");
        assertThatThrownBy(() -> new Corrected("f", List.of(REPLY), Optional.of(rejected)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("client#4, which was not executed");
    }

    private static void refused(List<Range> ranges, List<Revoked> replies, long previous, String why) {
        assertThatThrownBy(() -> voided(ranges, replies, previous))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    private static Voided voided(List<Range> ranges, List<Revoked> replies, long previous) {
        return new Voided(ranges, replies, "w", "b", Optional.empty(), previous);
    }

    private static Revoked reply(Range revisions) {
        return new Revoked("s", 1, revisions, REPLY);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void agree_with_a_set_of_bits_whatever_the_order_in_which_they_came_K9(long seed) {
        Random random = new Random(seed);
        BitSet bits = new BitSet();
        List<Range> ranges = new ArrayList<>();
        for (int first = 1 + random.nextInt(4); first < 200; first += 1 + random.nextInt(8)) {
            Range range = new Range(first, first + random.nextInt(6));
            ranges.add(range);
            bits.set(first, (int) range.last() + 1);
            first = (int) range.last();
        }
        Collections.shuffle(ranges, random);
        Voids voids = Voids.NONE;
        for (Range range : ranges) {
            voids = voids.and(List.of(range));
        }
        for (int revision = 1; revision < 220; revision++) {
            assertThat(voids.at(revision).isPresent()).isEqualTo(bits.get(revision));
            BitSet upTo = new BitSet();
            voids.upTo(revision).forEach(range -> upTo.set((int) range.first(), (int) range.last() + 1));
            assertThat(upTo).isEqualTo(bits.get(0, revision + 1));
            for (int last = revision; last < revision + 12; last++) {
                Range range = new Range(revision, last);
                int voided = bits.get(revision, last + 1).cardinality();
                assertThat(voids.overlaps(range)).isEqualTo(voided > 0);
                assertThat(voids.covers(range)).isEqualTo(voided == range.length());
            }
        }
    }
}
