package dev.holdfast.persistence.entry;

import static dev.holdfast.persistence.entry.TestJournal.EVENT;
import static dev.holdfast.persistence.entry.TestJournal.ID;
import static dev.holdfast.persistence.entry.TestJournal.KEEP;
import static dev.holdfast.persistence.entry.TestJournal.NOON;
import static dev.holdfast.persistence.entry.TestJournal.REPLY;
import static dev.holdfast.persistence.entry.TestJournal.commit;
import static dev.holdfast.persistence.entry.TestJournal.completed;
import static dev.holdfast.persistence.entry.TestJournal.correction;
import static dev.holdfast.persistence.entry.TestJournal.outcome;
import static dev.holdfast.persistence.entry.TestJournal.revoked;
import static dev.holdfast.persistence.entry.TestJournal.voided;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.EffectSettled;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.Entry.Settled;
import dev.holdfast.persistence.entry.Entry.Settlement;
import dev.holdfast.persistence.entry.Outcome.Rejected;
import dev.holdfast.persistence.entry.Voided.Revoked;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A component's history with voids and corrections")
class HistoryVoidsTest {

    private static final Range ONE = new Range(1, 1);
    private static final Range TWO = new Range(2, 3);

    private final TestJournal journal = new TestJournal();

    @Test
    void a_void_over_revisions_that_do_not_exist_breaks_it_K9() {
        journal.add(commit(1, 1), voided(0, List.of(new Range(1, 2))));

        breaks(3, journal::fold, "it voids revisions 1 to 2, but there are only 1");
    }

    @Test
    void a_void_of_revisions_that_come_later_breaks_it_K9() {
        journal.add(voided(0, List.of(ONE)), commit(1, 1));

        breaks(2, journal::fold, "it voids revision 1, but there are only 0");
    }

    @Test
    void a_revision_voided_twice_breaks_it_K9() {
        journal.add(commit(1, 1), commit(2, 2), correction(1));
        journal.add(voided(0, List.of(TWO), revoked(2, 2, 3)), voided(5, List.of(new Range(3, 4))));

        breaks(6, journal::fold, "it voids revisions 3 to 4 and revisions 2 to 3: a revision is voided once");
    }

    @Test
    void a_void_that_does_not_name_the_one_before_it_breaks_it_K9() {
        journal.add(commit(1, 1), commit(2, 2), voided(0, List.of(ONE), revoked(1, 1, 1)));
        TestJournal none = new TestJournal().add(commit(1, 1), voided(1, List.of(ONE), revoked(1, 1, 1)));

        journal.add(voided(3, List.of(TWO), revoked(2, 2, 3)));
        breaks(5, journal::fold, "it says that the void before it is entry 3, but that is entry 4");
        breaks(3, none::fold, "it says that the void before it is entry 1, but that is entry 0");
    }

    @Test
    void a_void_that_takes_a_part_of_a_command_breaks_a_fold_that_was_told_K9() {
        journal.add(commit(1, 1), commit(2, 2));

        for (Range part : List.of(new Range(2, 2), new Range(3, 3), new Range(1, 2))) {
            breaks(3, () -> journal.fold(new Voids(List.of(part), 4)), "a void takes a part of revisions 2 to 3");
        }
    }

    @Test
    void a_command_taken_by_two_voids_one_part_each_breaks_a_fold_that_was_told_K9() {
        journal.add(commit(1, 2));

        breaks(2, () -> journal.fold(new Voids(List.of(ONE, new Range(2, 2)), 9)), "a part of revisions 1 to 2");
    }

    @Test
    void a_correction_is_voided_only_with_its_command_R4() {
        journal.add(new Corrected("f-2", List.of(EVENT), Optional.of(outcome(1, completed(2)))));

        breaks(2, () -> journal.fold(new Voids(List.of(new Range(3, 3)), 9)), "a part of revisions 1 to 3");
        assertThat(journal.fold(new Voids(List.of(new Range(1, 3)), 9)).revision())
                .isEqualTo(3);
    }

    @Test
    void a_void_over_a_command_with_effects_breaks_a_fold_that_was_told_R7() {
        Effect effect = new Effect("stock|1", 1, EVENT);
        journal.add(new Committed(List.of(outcome(1, completed(1, effect)))));

        breaks(2, () -> journal.fold(new Voids(List.of(ONE), 3)), "effects, stock|1#1 the first");
    }

    @Test
    void a_void_the_fold_was_not_told_of_breaks_it_for_its_events_are_in_the_state_K9() {
        journal.add(commit(1, 1), commit(2, 2), voided(0, List.of(ONE), revoked(1, 1, 1)));

        breaks(4, () -> journal.fold(Voids.NONE), "it voids revision 1, which this fold was not told of");
        breaks(4, () -> journal.fold(new Voids(List.of(TWO), 9)), "it voids revision 1, which this fold was not told");
    }

    @Test
    void an_entry_that_the_chain_names_and_that_voids_nothing_breaks_it_K9() {
        journal.add(commit(1, 1), commit(2, 2));

        breaks(3, () -> journal.fold(new Voids(List.of(ONE), 3)), "it voids nothing, but the chain of voids names it");
    }

    @Test
    void a_void_that_revokes_too_few_replies_breaks_a_fold_that_was_told_R5() {
        journal.add(commit(1, 1), commit(2, 2), voided(0, List.of(new Range(1, 3)), revoked(2, 2, 3)));

        breaks(
                4,
                () -> journal.fold(new Voids(List.of(new Range(1, 3)), 4)),
                "the voids up to it revoke 1 replies, but take the events of 2 commands");
    }

    @Test
    void a_void_that_revokes_a_reply_nobody_was_given_breaks_it_R3() {
        journal.add(commit(1, 1), new Committed(List.of(outcome(2, new Rejected("no")))));
        History folded = journal.fold();
        Revoked otherReply = new Revoked("client", 1, ONE, EVENT);

        breaks(4, revoking(folded, revoked(3, 1, 1)), "it revokes the reply to client#3 (revision 1), which has none");
        breaks(4, revoking(folded, revoked(2, 1, 1)), "client#2 (revision 1), whose answer is Rejected[code=no]");
        breaks(4, revoking(folded, otherReply), "it revokes the reply event/1[1 bytes] to client#1");
    }

    private ThrowingCallable revoking(History before, Revoked reply) {
        Entry entry = new Entry(1, NOON.plusSeconds(1), voided(0, List.of(ONE), reply));
        return () -> before.copy().accept(4, StoredEntry.encode(before.hash(), 4, entry, Set.of()));
    }

    @Test
    void a_reply_revoked_twice_breaks_it_R3() {
        journal.add(commit(1, 1), commit(2, 2), voided(0, List.of(ONE), revoked(1, 1, 1)));
        journal.add(voided(4, List.of(TWO), revoked(1, 2, 3)));

        breaks(5, journal::fold, "client#1 (revisions 2 to 3), whose answer is Rejected[code=voided]");
    }

    @Test
    void a_correction_of_a_dead_epoch_breaks_it_K3() {
        journal.add(commit(1, 1), new EpochStarted());
        History history = journal.fold();
        Entry late = new Entry(1, NOON.plusSeconds(1), correction(1));
        Entry void1 = new Entry(1, NOON.plusSeconds(1), voided(0, List.of(ONE), revoked(1, 1, 1)));

        for (Entry entry : List.of(late, void1)) {
            breaks(
                    4,
                    () -> history.accept(4, StoredEntry.encode(history.hash(), 4, entry, Set.of())),
                    "an incarnation of epoch 1 wrote it, but epoch 3 had started");
        }
    }

    @Test
    void a_voided_id_is_answered_voided_and_never_unseen_R5() {
        journal.add(commit(1, 1), commit(2, 2), voided(0, List.of(TWO), revoked(2, 2, 3)));
        History history = journal.fold(new Voids(List.of(TWO), 4));

        assertThat(history.find("client", 2)).isEqualTo(new Seen.Answered(102, new Answer.Rejected("voided")));
        assertThat(history.find("client", 1)).isEqualTo(new Seen.Answered(101, new Answer.Completed(REPLY)));
        assertThat(history.tally()).isEqualTo(new Tally(2, 0, 0, 1));
        assertThat(history.tally().accepted()).isEqualTo(2);
        assertThat(history.revision()).isEqualTo(3);
        assertThat(history.voids()).isEqualTo(new Voids(List.of(TWO), 4));
    }

    @Test
    void the_voided_effect_of_another_component_is_answered_voided_too_R5() {
        Outcome effect = new Outcome("order|9", 1, 1, Instant.MAX, 5, NOON, 0, completed(1));
        journal.add(new Committed(List.of(effect)), voided(0, List.of(ONE), new Revoked("order|9", 1, ONE, REPLY)));

        assertThat(journal.fold().find("order|9", 1)).isEqualTo(new Seen.Answered(5, new Answer.Rejected("voided")));
    }

    @Test
    void a_voided_id_that_is_forgotten_stays_forgotten_R5() {
        Outcome raisesFloor = new Outcome("client", 2, 2, NOON.plusSeconds(9), 0, NOON, 0, completed(0));
        journal.add(commit(1, 1), new Committed(List.of(raisesFloor)), voided(0, List.of(ONE), revoked(1, 1, 1)));

        assertThat(journal.fold().find("client", 1)).isEqualTo(Seen.FORGOTTEN);
        assertThat(journal.fold().tally().voided()).isEqualTo(1);
    }

    @Test
    void what_is_to_be_voided_is_skipped_before_it_is_written_and_met_when_it_is_R4() {
        journal.add(commit(1, 1), commit(2, 2));
        History history = new History(ID, KEEP);
        history.expect(Voids.NONE.and(List.of(TWO)));
        journal.foldOn(history);
        assertThat(history.voids()).isEqualTo(Voids.NONE);
        assertThat(history.skips(new Unit(TWO, List.of(), Optional.empty()))).isTrue();
        assertThat(history.skips(new Unit(ONE, List.of(), Optional.empty()))).isFalse();

        journal.add(new EpochStarted(), voided(0, List.of(TWO), revoked(2, 2, 3)), correction(1));
        journal.foldOn(history);

        assertThat(history.voids()).isEqualTo(new Voids(List.of(TWO), 5));
        assertThat(history.revision()).isEqualTo(4);
    }

    @Test
    void a_group_may_hold_several_voids_that_part_what_was_ordered_as_one_R4() {
        journal.add(commit(1, 1), commit(2, 2));
        History history = new History(ID, KEEP);
        history.expect(Voids.NONE.and(List.of(new Range(1, 3))));
        journal.foldOn(history);

        journal.add(new EpochStarted(), voided(0, List.of(ONE), revoked(1, 1, 1)));
        journal.add(voided(5, List.of(TWO), revoked(2, 2, 3)));
        journal.foldOn(history);

        assertThat(history.voids()).isEqualTo(new Voids(List.of(ONE, TWO), 6));
        assertThat(history.fits(new Voids(List.of(ONE, TWO), 6))).isTrue();
    }

    @Test
    void a_starting_point_above_a_later_void_does_not_fit_K10() {
        journal.add(commit(1, 1), commit(2, 2));
        History before = journal.fold(Voids.NONE);
        journal.add(commit(3, 1), voided(0, List.of(TWO), revoked(2, 2, 3)));
        Voids voids = new Voids(List.of(TWO), 5);

        assertThat(before.fits(voids)).isFalse();
        assertThatThrownBy(() -> before.expect(voids))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stands at entry 3, revision 3")
                .hasMessageContaining("[revisions 2 to 3]");
    }

    @Test
    void a_starting_point_below_a_later_void_fits_and_meets_it_K10() {
        journal.add(commit(1, 1));
        History before = journal.fold(Voids.NONE);
        journal.add(commit(2, 2), voided(0, List.of(TWO), revoked(2, 2, 3)));
        Voids voids = new Voids(List.of(TWO), 4);

        before.expect(voids);
        assertThat(journal.foldOn(before).voids()).isEqualTo(voids);
    }

    @Test
    void a_starting_point_that_skipped_what_was_never_voided_does_not_fit_K10() {
        journal.add(commit(1, 1), commit(2, 2));
        History ordered = journal.fold(Voids.NONE.and(List.of(TWO)));

        assertThat(ordered.fits(Voids.NONE)).isFalse();
        assertThat(ordered.fits(Voids.NONE.and(List.of(TWO)))).isTrue();
    }

    @Test
    void a_starting_point_from_another_chain_does_not_fit_K10() {
        journal.add(commit(1, 1), voided(0, List.of(ONE), revoked(1, 1, 1)), commit(2, 2));
        History history = journal.fold(new Voids(List.of(ONE), 3));

        assertThat(history.fits(new Voids(List.of(ONE), 3))).isTrue();
        assertThat(history.fits(new Voids(List.of(ONE), 2)))
                .as("a void met is not on the chain")
                .isFalse();
        assertThat(history.fits(new Voids(List.of(ONE), 4)))
                .as("the chain names what voids nothing")
                .isFalse();
        assertThat(journal.fold().fits(new Voids(List.of(ONE), 3)))
                .as("it was told nothing")
                .isFalse();
        assertThat(journal.fold().fits(Voids.NONE)).isFalse();
    }

    @Test
    void the_same_effect_number_is_not_free_again_after_a_settlement_and_a_void_R7() {
        Effect effect = new Effect("stock|1", 1, EVENT);
        journal.add(new Committed(List.of(outcome(1, completed(1, effect)))));
        journal.add(new EffectSettled(List.of(new Settlement("stock|1", 1, Settled.COMPLETED))));

        breaks(2, () -> journal.fold(new Voids(List.of(ONE), 9)), "a void takes revision 1, whose command causes");
    }

    private static void breaks(long sequence, ThrowingCallable fold, String how) {
        assertThatThrownBy(fold)
                .isInstanceOf(BrokenHistoryException.class)
                .hasMessageContaining("the journal of " + ID + " breaks at entry " + sequence)
                .hasMessageContaining(how);
    }
}
