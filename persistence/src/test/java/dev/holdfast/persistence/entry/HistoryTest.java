package dev.holdfast.persistence.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Entry.EffectSettled;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.Entry.FaultRecorded;
import dev.holdfast.persistence.entry.Entry.Settled;
import dev.holdfast.persistence.entry.Entry.Settlement;
import dev.holdfast.persistence.entry.Outcome.Completed;
import dev.holdfast.persistence.entry.Outcome.Quarantined;
import dev.holdfast.persistence.entry.Outcome.Rejected;
import dev.holdfast.persistence.entry.Outcome.Result;
import dev.holdfast.persistence.entry.RandomHistory.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A component's history")
class HistoryTest {

    private static final String ID = "account|1";
    private static final Duration KEEP = Duration.ofMinutes(1);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Encoded VALUE = new Encoded("v", 1, new byte[] {7});

    private final History history = new History(ID, KEEP);

    @Test
    void a_missing_entry_breaks_it_K8() {
        take(1, 1, new EpochStarted());

        breaks(3, () -> take(3, 1, commit(1)), "entry 2 is missing");
    }

    @Test
    void a_first_entry_that_is_not_number_one_breaks_it_K8() {
        breaks(2, () -> take(2, 2, new EpochStarted()), "entry 1 is missing");
    }

    @Test
    void the_same_entry_twice_breaks_it_K8() {
        take(1, 1, new EpochStarted());
        StoredEntry entry = encode(history.hash(), 2, 1, commit(1));
        history.accept(2, entry);

        breaks(2, () -> history.accept(2, entry), "");
    }

    @Test
    void a_hash_that_does_not_follow_breaks_it_K8() {
        take(1, 1, new EpochStarted());
        StoredEntry stray = encode(new HistoryHash(1, 2), 2, 1, commit(1));

        breaks(2, () -> history.accept(2, stray), "hash does not follow");
    }

    @Test
    void an_entry_written_for_another_place_breaks_it_K8() {
        take(1, 1, new EpochStarted());
        StoredEntry stray = encode(history.hash(), 3, 1, commit(1));

        breaks(2, () -> history.accept(2, stray), "hash does not follow");
    }

    @Test
    void bytes_that_are_no_entry_break_it_K8() {
        breaks(1, () -> history.accept(1, StoredEntry.of(new byte[10])), "entry is of format 0");
    }

    @Test
    void an_epoch_that_is_not_its_sequence_number_breaks_it_K3() {
        take(1, 1, new EpochStarted());

        breaks(2, () -> take(2, 1, new EpochStarted()), "epoch 1");
        breaks(2, () -> take(2, 3, new EpochStarted()), "epoch 3");
    }

    @Test
    void an_entry_of_a_dead_epoch_breaks_it_K3() {
        take(1, 1, new EpochStarted());
        take(2, 1, commit(1));
        take(3, 3, new EpochStarted());

        breaks(4, () -> take(4, 1, commit(2)), "an incarnation of epoch 1 wrote it, but epoch 3 had started");
    }

    @Test
    void an_entry_of_an_epoch_that_never_started_breaks_it_K3() {
        take(1, 1, new EpochStarted());

        breaks(2, () -> take(2, 2, commit(1)), "epoch 2");
    }

    @Test
    void an_entry_before_any_epoch_breaks_it_K3() {
        breaks(1, () -> take(1, 1, commit(1)), "no epoch had started");
        breaks(1, () -> take(1, 0, commit(1)), "no epoch had started");
    }

    @Test
    void fault_records_break_a_component() {
        take(1, 1, new EpochStarted());

        breaks(2, () -> take(2, 1, new FaultRecorded(List.of(VALUE))), "ledger");
        breaks(2, () -> take(2, 0, new FaultRecorded(List.of(VALUE))), "ledger");
    }

    @Test
    void the_end_of_an_effect_that_is_not_open_breaks_it_R6() {
        take(1, 1, new EpochStarted());

        breaks(2, () -> take(2, 1, settled("stock|1", 1)), "stock|1#1");
    }

    @Test
    void an_effect_out_of_line_breaks_it_R6() {
        take(1, 1, new EpochStarted());

        breaks(2, () -> take(2, 1, effect("stock|1", 2)), "stock|1#2");
    }

    @Test
    void is_empty_before_the_first_entry() {
        assertThat(history.sequence()).isZero();
        assertThat(history.hash()).isEqualTo(HistoryHash.NONE);
        assertThat(history.epoch()).isZero();
        assertThat(history.revision()).isZero();
        assertThat(history.time()).isEqualTo(Instant.EPOCH);
        assertThat(history.tally()).isEqualTo(Tally.NONE);
        assertThat(history.find("client", 1)).isEqualTo(Seen.NEVER);
        assertThat(history.effects().count()).isZero();
    }

    @Test
    void counts_every_accepted_command_as_completed_rejected_or_quarantined_K7() {
        take(1, 1, new EpochStarted());
        take(
                2,
                1,
                new Committed(List.of(
                        outcome(1, completed(2)),
                        outcome(2, new Rejected("no")),
                        outcome(3, new Quarantined("f1", "it threw", VALUE)))));
        take(3, 1, new Committed(List.of(outcome(4, completed(0)), outcome(5, completed(1)))));

        assertThat(history.tally()).isEqualTo(new Tally(3, 1, 1, 0));
        assertThat(history.tally().accepted()).isEqualTo(5);
        assertThat(history.revision()).isEqualTo(3);
    }

    @Test
    void stands_where_its_last_entry_stands() {
        take(1, 1, new EpochStarted());
        take(2, 1, commit(1));
        StoredEntry last = take(3, 3, new EpochStarted());

        assertThat(history.sequence()).isEqualTo(3);
        assertThat(history.epoch()).isEqualTo(3);
        assertThat(history.hash()).isEqualTo(last.hash());
        assertThat(history.time()).isEqualTo(NOON.plusMillis(3));
    }

    @Test
    void its_time_never_goes_back() {
        take(1, 1, new EpochStarted());
        Entry earlier = new Entry(1, NOON.minusSeconds(9), commit(1));
        history.accept(2, StoredEntry.encode(history.hash(), 2, earlier, Set.of()));

        assertThat(history.time()).isEqualTo(NOON.plusMillis(1));
    }

    @Test
    void answers_again_what_it_answered_K6() {
        take(1, 1, new EpochStarted());
        take(2, 1, new Committed(List.of(outcome(1, new Rejected("no")), outcome(3, completed(1)))));

        assertThat(history.find("client", 1)).isEqualTo(new Seen.Answered(1, new Answer.Rejected("no")));
        assertThat(history.find("client", 2)).isEqualTo(Seen.NEVER);
        assertThat(history.find("client", 3)).isEqualTo(new Seen.Answered(3, new Answer.Completed(VALUE)));
    }

    @Test
    void keeps_effects_open_until_they_are_settled_R6() {
        take(1, 1, new EpochStarted());
        take(2, 1, effect("stock|1", 1));
        assertThat(history.effects().all()).containsExactly(new Effect("stock|1", 1, VALUE));

        take(3, 1, settled("stock|1", 1));
        assertThat(history.effects().count()).isZero();
        assertThat(history.effects().nextNumber("stock|1")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void folding_what_was_just_written_and_what_is_read_back_comes_to_the_same_K8(long seed) {
        RandomHistory random = new RandomHistory(seed);
        History live = new History(ID, KEEP);
        History recovered = new History(ID, KEEP);
        for (int i = 0; i < 1500; i++) {
            Written written = random.next();
            live.accept(written.sequence(), written.stored(), written.entry());
            Entry read = recovered.accept(
                    written.sequence(), StoredEntry.of(written.stored().bytes().clone()));

            assertThat(read).isEqualTo(written.entry());
            assertThat(summary(recovered)).isEqualTo(summary(live));
        }
        for (String sender : RandomHistory.SENDERS) {
            for (long number = 1; number <= live.tally().accepted(); number++) {
                assertThat(recovered.find(sender, number)).isEqualTo(live.find(sender, number));
            }
        }
    }

    private static List<Object> summary(History history) {
        return Stream.concat(
                        Stream.of(
                                history.sequence(),
                                history.hash(),
                                history.epoch(),
                                history.time(),
                                history.revision(),
                                history.tally(),
                                history.effects().count(),
                                history.effects().all()),
                        RandomHistory.TARGETS.stream()
                                .flatMap(target -> Stream.of(
                                        history.effects().nextNumber(target),
                                        history.effects().floor(target))))
                .toList();
    }

    private static void breaks(long sequence, ThrowingCallable accept, String how) {
        assertThatThrownBy(accept)
                .isInstanceOf(BrokenHistoryException.class)
                .hasMessageContaining("the journal of " + ID + " breaks at entry " + sequence)
                .hasMessageContaining(how);
    }

    /** Encodes an entry so that its hash follows, and takes it. */
    private StoredEntry take(long sequence, long epoch, Content content) {
        StoredEntry stored = encode(history.hash(), sequence, epoch, content);
        history.accept(sequence, stored);
        return stored;
    }

    private static StoredEntry encode(HistoryHash before, long sequence, long epoch, Content content) {
        return StoredEntry.encode(before, sequence, new Entry(epoch, NOON.plusMillis(sequence), content), Set.of());
    }

    private static Committed commit(long number) {
        return new Committed(List.of(outcome(number, completed(1))));
    }

    private static Committed effect(String target, long number) {
        Completed completed = new Completed(List.of(), VALUE, List.of(new Effect(target, number, VALUE)));
        return new Committed(List.of(outcome(1, completed)));
    }

    private static EffectSettled settled(String target, long number) {
        return new EffectSettled(List.of(new Settlement(target, number, Settled.COMPLETED)));
    }

    private static Completed completed(int events) {
        return new Completed(Stream.generate(() -> VALUE).limit(events).toList(), VALUE, List.of());
    }

    private static Outcome outcome(long number, Result result) {
        return new Outcome("client", number, 1, NOON.plusSeconds(9), number, NOON, 0, result);
    }
}
