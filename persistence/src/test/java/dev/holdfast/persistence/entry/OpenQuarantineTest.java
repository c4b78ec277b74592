package dev.holdfast.persistence.entry;

import static dev.holdfast.persistence.entry.TestJournal.EVENT;
import static dev.holdfast.persistence.entry.TestJournal.ID;
import static dev.holdfast.persistence.entry.TestJournal.quarantine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.entry.Entry.EffectSettled;
import dev.holdfast.persistence.entry.Entry.Settled;
import dev.holdfast.persistence.entry.Entry.Settlement;
import dev.holdfast.persistence.entry.OpenQuarantine.SetAside;
import dev.holdfast.persistence.entry.QuarantineResolved.Resolution;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Commands set aside")
class OpenQuarantineTest {

    private final TestJournal journal = new TestJournal().add(quarantine(1), quarantine(10), quarantine(9));

    @Test
    void resolving_what_is_not_set_aside_breaks_the_history() {
        journal.add(discarded("client", 2));

        breaks(5, "it resolves client#2, which is not set aside, or not any more");
    }

    @Test
    void resolving_twice_breaks_the_history() {
        journal.add(discarded("client", 9), discarded("client", 9));

        breaks(6, "it resolves client#9, which is not set aside, or not any more");
    }

    @Test
    void setting_aside_twice_breaks_the_history() {
        journal.add(quarantine(10));

        breaks(5, "it sets client#10 aside, which entry 3 did already");
    }

    @Test
    void issuing_again_to_another_component_breaks_the_history() {
        journal.add(reissued(9, new Effect("stock|1", 1, EVENT)));

        breaks(5, "it issues a command again to stock|1#1, not to itself");
    }

    @Test
    void issuing_again_under_a_number_that_is_not_the_next_breaks_the_history_R6() {
        journal.add(reissued(9, new Effect(ID, 2, EVENT)));

        breaks(5, "it opens effect account|1#2 where #1 is due");
    }

    @Test
    void an_entry_that_issues_again_without_an_effect_or_discards_with_one_is_none() {
        Optional<Effect> effect = Optional.of(new Effect(ID, 1, EVENT));

        assertThatThrownBy(() -> new QuarantineResolved("s", 1, Resolution.REISSUED, "b", "w", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("REISSUED of s#1 needs the effect");
        assertThatThrownBy(() -> new QuarantineResolved("s", 1, Resolution.DISCARDED, "b", "w", effect))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DISCARDED of s#1 must not hold an effect");
        assertThatThrownBy(() -> new QuarantineResolved("", 1, Resolution.REISSUED, "b", "w", effect))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new QuarantineResolved("s", 0, Resolution.REISSUED, "b", "w", effect))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void are_listed_in_order_with_the_entry_that_holds_them_until_they_are_resolved() {
        OpenQuarantine open = journal.fold().quarantine();
        assertThat(open.all())
                .containsExactly(
                        new SetAside("client", 1, 2), new SetAside("client", 9, 4), new SetAside("client", 10, 3));
        assertThat(open.find("client", 10)).contains(new SetAside("client", 10, 3));
        assertThat(open.find("other", 10)).isEmpty();

        journal.add(discarded("client", 1), reissued(9, new Effect(ID, 1, EVENT)));
        History history = journal.fold();

        assertThat(history.quarantine().all()).containsExactly(new SetAside("client", 10, 3));
        assertThat(history.quarantine().count()).isEqualTo(1);
        assertThat(history.effects().all()).containsExactly(new Effect(ID, 1, EVENT));
        assertThat(history.tally()).isEqualTo(new Tally(0, 0, 3, 0));
        assertThat(history.find("client", 1))
                .isEqualTo(new Seen.Answered(101, new Answer.Quarantined("f-1", "it threw")));
    }

    @Test
    void what_is_issued_again_is_sent_until_it_is_settled_R6() {
        journal.add(reissued(9, new Effect(ID, 1, EVENT)));
        journal.add(new EffectSettled(List.of(new Settlement(ID, 1, Settled.COMPLETED))));

        assertThat(journal.fold().effects().count()).isZero();
        assertThat(journal.fold().effects().nextNumber(ID)).isEqualTo(2);
    }

    private void breaks(long sequence, String how) {
        assertThatThrownBy(journal::fold)
                .isInstanceOf(BrokenHistoryException.class)
                .hasMessageContaining("breaks at entry " + sequence + ": " + how);
    }

    private static QuarantineResolved discarded(String sender, long number) {
        return new QuarantineResolved(sender, number, Resolution.DISCARDED, "ann", "no use", Optional.empty());
    }

    private static QuarantineResolved reissued(long number, Effect effect) {
        return new QuarantineResolved("client", number, Resolution.REISSUED, "ann", "mended", Optional.of(effect));
    }
}
