package dev.holdfast.persistence.entry;

import static dev.holdfast.persistence.entry.TestJournal.ID;
import static dev.holdfast.persistence.entry.TestJournal.commit;
import static dev.holdfast.persistence.entry.TestJournal.revoked;
import static dev.holdfast.persistence.entry.TestJournal.voided;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("K9: the chain of voids")
class VoidChainTest {

    private final TestJournal journal = new TestJournal().add(commit(1, 1), commit(2, 2), commit(3, 1), commit(4, 1));

    @Test
    void of_a_journal_without_voids_is_empty_at_once() {
        VoidChain chain = new VoidChain(ID, 0);

        assertThat(chain.next()).isEmpty();
        assertThat(chain.voids()).isEqualTo(Voids.NONE);
    }

    @Test
    void is_read_backwards_and_only_where_there_are_voids_K9() {
        journal.add(voided(0, List.of(new Range(2, 3)), revoked(2, 2, 3)), commit(5, 1));
        journal.add(voided(6, List.of(new Range(1, 1), new Range(5, 5)), revoked(1, 1, 1), revoked(4, 5, 5)));
        List<Long> read = new ArrayList<>();
        VoidChain chain = new VoidChain(ID, 8);
        while (chain.next().isPresent()) {
            long next = chain.next().get();
            assertThatThrownBy(chain::voids)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("entry " + next + " of the chain from entry 8 is not read yet");
            read.add(next);
            chain.take(next, journal.stored(next));
        }

        assertThat(read).containsExactly(8L, 6L);
        assertThat(chain.voids()).isEqualTo(new Voids(List.of(new Range(1, 1), new Range(2, 3), new Range(5, 5)), 8));
    }

    @Test
    void with_an_entry_missing_is_broken() {
        breaks(4, 3, 3, "entry 4 is missing");
    }

    @Test
    void with_an_entry_that_voids_nothing_is_broken() {
        breaks(4, 4, 4, "it voids nothing, but the chain of voids names it");
    }

    @Test
    void that_leads_forwards_or_round_is_broken() {
        journal.add(voided(6, List.of(new Range(1, 1)), revoked(1, 1, 1)));
        breaks(6, 6, 6, "it says that the void before it is entry 6");

        journal.add(voided(9, List.of(new Range(2, 3)), revoked(2, 2, 3)));
        breaks(7, 7, 7, "it says that the void before it is entry 9");
    }

    @Test
    void with_a_revision_voided_twice_is_broken() {
        journal.add(voided(0, List.of(new Range(1, 1)), revoked(1, 1, 1)));
        journal.add(voided(6, List.of(new Range(1, 1)), revoked(1, 1, 1)));
        VoidChain chain = new VoidChain(ID, 7);
        chain.take(7, journal.stored(7));

        assertThatThrownBy(() -> chain.take(6, journal.stored(6)))
                .isInstanceOf(BrokenHistoryException.class)
                .hasMessageContaining("a revision is voided once");
    }

    @Test
    void with_an_entry_that_is_none_is_broken() {
        assertThatThrownBy(() -> new VoidChain(ID, 4).take(4, StoredEntry.of(new byte[3])))
                .isInstanceOf(BrokenHistoryException.class)
                .hasMessageContaining("breaks at entry 4: entry is of format 0");
    }

    private void breaks(long last, long sequence, long stored, String how) {
        assertThatThrownBy(() -> new VoidChain(ID, last).take(sequence, journal.stored(stored)))
                .isInstanceOf(BrokenHistoryException.class)
                .hasMessageContaining("the journal of " + ID + " breaks at entry " + last + ": " + how)
                .hasMessageContaining("nothing is served from it");
    }
}
