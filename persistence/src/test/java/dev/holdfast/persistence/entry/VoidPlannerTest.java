package dev.holdfast.persistence.entry;

import static dev.holdfast.persistence.entry.TestJournal.EVENT;
import static dev.holdfast.persistence.entry.TestJournal.ID;
import static dev.holdfast.persistence.entry.TestJournal.KEEP;
import static dev.holdfast.persistence.entry.TestJournal.NOON;
import static dev.holdfast.persistence.entry.TestJournal.commit;
import static dev.holdfast.persistence.entry.TestJournal.completed;
import static dev.holdfast.persistence.entry.TestJournal.correction;
import static dev.holdfast.persistence.entry.TestJournal.outcome;
import static dev.holdfast.persistence.entry.TestJournal.quarantine;
import static dev.holdfast.persistence.entry.TestJournal.revoked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.RandomHistory.Written;
import dev.holdfast.persistence.entry.VoidPlan.Forbidding;
import dev.holdfast.persistence.entry.VoidPlan.Reason;
import dev.holdfast.persistence.entry.Voided.Revoked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A plan of what to void")
class VoidPlannerTest {

    private static final Reason REASON = new Reason("a mistake", "ann", Optional.of("f-1"));
    private static final int PLENTY = 1 << 20;
    private static final Effect EFFECT = new Effect("stock|1", 1, EVENT);

    private final TestJournal journal = new TestJournal();

    private VoidPlan plan(Voids already, Range... wanted) {
        VoidPlanner planner = new VoidPlanner(List.of(wanted), already, 0);
        journal.entries().forEach(written -> planner.take(written.entry().content()));
        return planner.plan();
    }

    @Test
    void over_a_command_with_effects_is_not_allowed_and_names_them_R7() {
        journal.add(commit(1, 2), new Committed(List.of(outcome(2, completed(1, EFFECT)))));
        VoidPlan plan = plan(Voids.NONE, new Range(2, 3));

        assertThat(plan.isAllowed()).isFalse();
        assertThat(plan.forbidding()).containsExactly(new Forbidding("client", 2, new Range(3, 3), List.of(EFFECT)));
        assertThatThrownBy(() -> plan.entries(REASON, 9, 0, PLENTY)).isInstanceOf(IllegalStateException.class);
        assertThat(plan(Voids.NONE, new Range(2, 2)).isAllowed()).isTrue();
    }

    @Test
    void over_revisions_that_do_not_exist_is_refused_K9() {
        journal.add(commit(1, 2));

        assertThatThrownBy(() -> plan(Voids.NONE, new Range(2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are revisions up to 2, asked for are revisions 2 to 3; nothing was planned");
    }

    @Test
    void of_nothing_or_of_the_same_twice_or_of_what_it_cannot_see_is_refused() {
        for (List<Range> wrong :
                List.of(List.<Range>of(), List.of(new Range(5, 7), new Range(7, 9)), List.of(new Range(4, 9)))) {
            assertThatThrownBy(() -> new VoidPlanner(wrong, Voids.NONE, 4))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void is_widened_to_whole_commands_R4() {
        journal.add(
                commit(1, 2),
                quarantine(2),
                new Committed(List.of(outcome(3, completed(0)), outcome(4, completed(3)))));
        VoidPlan plan = plan(Voids.NONE, new Range(4, 4));

        assertThat(plan.ranges()).containsExactly(new Range(3, 5));
        assertThat(plan.replies()).containsExactly(revoked(4, 3, 5));
    }

    @Test
    void takes_a_correction_with_its_command_but_one_by_itself_alone_R4() {
        journal.add(
                new Corrected("f-2", List.of(EVENT), Optional.of(outcome(1, completed(1)))),
                correction(2),
                commit(2, 1));

        assertThat(plan(Voids.NONE, new Range(2, 2)))
                .isEqualTo(new VoidPlan(List.of(new Range(1, 2)), List.of(revoked(1, 1, 2)), List.of()));
        assertThat(plan(Voids.NONE, new Range(3, 3)))
                .isEqualTo(new VoidPlan(List.of(new Range(3, 4)), List.of(), List.of()));
    }

    @Test
    void leaves_out_what_is_voided_already_K9() {
        journal.add(commit(1, 1), commit(2, 1), commit(3, 1));
        Voids already = new Voids(List.of(new Range(2, 2)), 9);

        assertThat(plan(already, new Range(1, 3)).ranges()).containsExactly(new Range(1, 1), new Range(3, 3));
        VoidPlan empty = plan(already, new Range(2, 2));
        assertThat(empty.isEmpty()).isTrue();
        assertThatThrownBy(() -> empty.entries(REASON, 9, 0, PLENTY)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void can_be_made_from_a_later_entry_on() {
        VoidPlanner planner = new VoidPlanner(List.of(new Range(8, 8)), Voids.NONE, 6);
        planner.take(commit(4, 1));
        planner.take(commit(5, 2));

        assertThat(planner.plan().replies()).containsExactly(revoked(5, 8, 9));
    }

    @Test
    void fits_one_entry_when_it_is_small() {
        journal.add(commit(1, 2), commit(2, 1));

        assertThat(plan(Voids.NONE, new Range(1, 3)).entries(REASON, 9, 4, PLENTY))
                .containsExactly(new Voided(
                        List.of(new Range(1, 3)),
                        List.of(revoked(1, 1, 2), revoked(2, 3, 3)),
                        "a mistake",
                        "ann",
                        Optional.of("f-1"),
                        4));
    }

    @Test
    void with_a_reply_larger_than_an_entry_may_be_still_has_entries() {
        journal.add(commit(1, 1), correction(1), commit(2, 1));

        assertThat(plan(Voids.NONE, new Range(1, 3)).entries(REASON, 9, 4, 1))
                .extracting(Voided::ranges, Voided::previous)
                .containsExactly(tuple(List.of(new Range(1, 2)), 4L), tuple(List.of(new Range(3, 3)), 9L));
    }

    @Test
    void with_more_names_than_an_entry_can_hold_is_parted() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 70_000; i++) {
            outcomes.add(new Outcome("s" + i, 1, 1, NOON, 0, NOON, 0, completed(1)));
        }
        VoidPlanner planner = new VoidPlanner(List.of(new Range(1, 70_000)), Voids.NONE, 0);
        planner.take(new Committed(outcomes));
        List<Voided> entries = planner.plan().entries(REASON, 2, 0, 64 << 20);

        assertThat(entries).hasSize(2);
        for (Voided voided : entries) {
            Entry entry = new Entry(1, NOON, voided);
            assertThat(StoredEntry.encode(HistoryHash.NONE, 2, entry, Set.of()).entry())
                    .isEqualTo(entry);
        }
        assertThat(entries.get(0).ranges().get(0).last() + 1)
                .isEqualTo(entries.get(1).ranges().get(0).first());
    }

    /** What a plan's entries say, put after the journal, is a history, and of the bound that was asked for. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void can_be_written_and_is_then_a_history_R4(long seed) {
        Random random = new Random(seed);
        RandomHistory written = new RandomHistory(seed);
        List<Written> entries = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            entries.add(written.next());
        }
        Voids already = chain(entries);
        VoidPlan plan = randomPlan(entries, already, random);
        History history = new History(ID, Duration.ofDays(1));
        history.expect(already.and(plan.ranges()));
        entries.forEach(each -> history.accept(each.sequence(), each.stored()));
        add(history, new EpochStarted(), history.sequence() + 1);
        int maxBytes = 200 + random.nextInt(2000);
        long tallied = history.tally().voided();

        List<Voided> voided = plan.entries(REASON, history.sequence() + 1, already.last(), maxBytes);
        for (Voided each : voided) {
            assertThat(add(history, each, history.epoch())).isLessThanOrEqualTo(maxBytes);
        }

        List<Range> ranges =
                voided.stream().flatMap(each -> each.ranges().stream()).toList();
        assertThat(new Voids(ranges, 0).upTo(Long.MAX_VALUE)).isEqualTo(plan.ranges());
        assertThat(voided.stream().flatMap(each -> each.replies().stream())).containsExactlyElementsOf(plan.replies());
        assertThat(history.tally().voided() - tallied).isEqualTo(plan.replies().size());
        for (Revoked reply : plan.replies()) {
            Seen seen = history.find(reply.sender(), reply.number());
            if (seen instanceof Seen.Answered answered) {
                assertThat(answered.answer()).isEqualTo(new Answer.Rejected("voided"));
            } else {
                assertThat(seen).isEqualTo(Seen.FORGOTTEN);
            }
        }
    }

    private static VoidPlan randomPlan(List<Written> entries, Voids already, Random random) {
        History all = new History(ID, KEEP);
        entries.forEach(each -> all.accept(each.sequence(), each.stored()));
        while (true) {
            long first = 1L + random.nextInt((int) all.revision());
            long last = Math.min(all.revision(), first + random.nextInt(12));
            VoidPlanner planner = new VoidPlanner(List.of(new Range(first, last)), already, 0);
            entries.forEach(each -> planner.take(each.entry().content()));
            VoidPlan plan = planner.plan();
            if (plan.isAllowed() && plan.replies().size() > 1) {
                return plan;
            }
        }
    }

    private static Voids chain(List<Written> entries) {
        List<Range> ranges = new ArrayList<>();
        long last = 0;
        for (Written written : entries) {
            if (written.entry().content() instanceof Voided voided) {
                ranges.addAll(voided.ranges());
                last = written.sequence();
            }
        }
        return new Voids(ranges, last);
    }

    private static int add(History history, Entry.Content content, long epoch) {
        long sequence = history.sequence() + 1;
        Instant time = history.time();
        StoredEntry stored = StoredEntry.encode(history.hash(), sequence, new Entry(epoch, time, content), Set.of());
        history.accept(sequence, stored);
        return stored.bytes().length;
    }
}
