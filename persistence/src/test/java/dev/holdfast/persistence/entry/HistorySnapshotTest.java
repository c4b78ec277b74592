package dev.holdfast.persistence.entry;

import static dev.holdfast.persistence.entry.RandomHistory.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.RandomHistory.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("K10: a snapshot of a history")
class HistorySnapshotTest {

    /** So short that windows of senders that were heard once are dropped. */
    private static final Duration KEEP = Duration.ofSeconds(5);

    private static final int NAMES = 2;
    private static final int STANDING = NAMES + 10 * Long.BYTES;

    /** Where the parts of an empty history's snapshot begin. */
    private static final int WINDOWS = STANDING + 4 + 8 + 4 + 8 + 8 + 4 + 4;

    @Test
    void of_another_name_or_version_is_refused() {
        Encoded snapshot = HistorySnapshot.encode(new History(ID, KEEP));

        assertThat(snapshot.name()).isEqualTo("history");
        assertThat(snapshot.version()).isEqualTo(1);
        for (Encoded other :
                List.of(new Encoded("history", 2, snapshot.bytes()), new Encoded("account", 1, snapshot.bytes()))) {
            assertThatThrownBy(() -> HistorySnapshot.decode(ID, KEEP, other))
                    .isInstanceOf(CorruptEntryException.class)
                    .hasMessageContaining("the history of " + ID + " is stored as " + other)
                    .hasMessageContaining("either it is damaged or a newer version wrote it");
        }
    }

    @Test
    void cut_anywhere_or_too_long_is_refused() {
        byte[] bytes = HistorySnapshot.encode(folded(1, 100)).bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> decode(cut)).isInstanceOf(CorruptEntryException.class);
        }
        assertThatThrownBy(() -> decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(CorruptEntryException.class)
                .hasMessageContaining("history of ")
                .hasMessageContaining("1 bytes behind its end");
    }

    /** The checkpoint's digest is what sees damage; here nothing else than a refusal may come of it. */
    @Test
    void damaged_anywhere_is_refused_or_read_and_never_anything_else() {
        byte[] bytes = HistorySnapshot.encode(folded(2, 60)).bytes();
        int refused = 0;
        for (int at = 0; at < bytes.length; at++) {
            for (int flip : new int[] {0x01, 0x80, 0xff}) {
                byte[] damaged = bytes.clone();
                damaged[at] ^= (byte) flip;
                try {
                    decode(damaged);
                } catch (CorruptEntryException e) {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(bytes.length);
    }

    @Test
    void with_impossible_values_is_refused() {
        refused(WINDOWS, Long.BYTES, new byte[] {0, 0, 0, 0}, "windows to drop after 0 outcomes");
        refused(WINDOWS, Long.BYTES, new byte[] {0, 0, 4, 1}, "windows to drop after 1025 outcomes");

        TestJournal journal = new TestJournal().add(TestJournal.commit(1, 0));
        byte[] bytes = HistorySnapshot.encode(journal.fold()).bytes();
        int window = bytes.length - (8 + 8 + 1 + 2 + 2 + 4 + 1) - 4 - 4 * 8;
        change(bytes, window + 8, 7, (byte) 0, "a window from number 0 to before 2");
        change(bytes, window + 16, 7, (byte) 0, "a window from number 1 to before 0");
        change(bytes, window + 16, 1, (byte) 1, "a window from number 1 to before 281474976710658");
        change(bytes, window + 36, 7, (byte) 2, "remembers number 2 in a window from 1 to before 2");
        change(bytes, window + 36, 16, (byte) 5, "an answer is of unknown kind 5");
    }

    private static void refused(int part, int at, byte[] value, String why) {
        byte[] bytes = HistorySnapshot.encode(new History(ID, KEEP)).bytes();
        System.arraycopy(value, 0, bytes, part + at, value.length);
        assertThatThrownBy(() -> decode(bytes))
                .isInstanceOf(CorruptEntryException.class)
                .hasMessageContaining(why);
    }

    private static void change(byte[] sound, int field, int at, byte value, String why) {
        byte[] bytes = sound.clone();
        bytes[field + at] = value;
        assertThatThrownBy(() -> decode(bytes))
                .isInstanceOf(CorruptEntryException.class)
                .hasMessageContaining(why);
    }

    @Test
    void of_the_history_before_the_first_entry_comes_back() {
        History empty = decode(HistorySnapshot.encode(new History(ID, KEEP)).bytes());

        assertThat(empty.sequence()).isZero();
        assertThat(empty.hash()).isEqualTo(HistoryHash.NONE);
        assertThat(empty.forgottenUntil()).isEqualTo(Instant.MIN);
        assertThat(empty.fits(new Voids(List.of(new Range(1, 9)), 7))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void restored_and_folded_on_comes_to_the_same_as_never_stored_K10(long seed) {
        Random random = new Random(seed);
        List<Written> entries = entries(seed, 1500);
        History straight = new History(ID, KEEP);
        History restored = new History(ID, KEEP);
        History copied = new History(ID, KEEP);
        for (Written written : entries) {
            for (History history : List.of(straight, restored, copied)) {
                history.accept(written.sequence(), written.stored());
            }
            if (random.nextInt(20) == 0) {
                Encoded snapshot = HistorySnapshot.encode(straight);
                assertThat(HistorySnapshot.encode(restored)).isEqualTo(snapshot);
                assertThat(HistorySnapshot.encode(copied)).isEqualTo(snapshot);
                restored = decode(snapshot.bytes());
                copied = copied.copy();
                same(restored, straight);
            }
        }
        same(restored, straight);
        same(copied, straight);
        assertThat(straight.forgottenUntil()).as("windows were dropped").isAfter(Instant.MIN);
        assertThat(straight.voids().isEmpty()).isFalse();
    }

    @Test
    void a_copy_and_what_it_was_made_of_go_their_own_ways() {
        List<Written> entries = entries(5, 400);
        History original = new History(ID, KEEP);
        entries.subList(0, 200).forEach(each -> original.accept(each.sequence(), each.stored()));
        Encoded then = HistorySnapshot.encode(original);
        History copy = original.copy();

        entries.subList(200, 400).forEach(each -> original.accept(each.sequence(), each.stored()));
        Encoded later = HistorySnapshot.encode(original);
        assertThat(HistorySnapshot.encode(copy)).isEqualTo(then).isNotEqualTo(later);

        entries.subList(200, 400).forEach(each -> copy.accept(each.sequence(), each.stored()));
        assertThat(HistorySnapshot.encode(copy)).isEqualTo(later);
        History third = copy.copy();
        Entry epoch = new Entry(401, copy.time(), new EpochStarted());
        third.accept(401, StoredEntry.encode(copy.hash(), 401, epoch, Set.of()));
        assertThat(HistorySnapshot.encode(copy)).isEqualTo(later);
    }

    /** A checkpoint may be taken while the fold has skipped what entries above it void. */
    @Test
    void taken_before_its_voids_are_met_says_what_it_skipped_K10() {
        Range second = new Range(2, 3);
        TestJournal journal = new TestJournal().add(TestJournal.commit(1, 1), TestJournal.commit(2, 2));
        Voids voids = new Voids(List.of(second), 5);
        History restored = decode(HistorySnapshot.encode(journal.fold(voids)).bytes());

        journal.add(TestJournal.commit(3, 1), TestJournal.voided(0, List.of(second), TestJournal.revoked(2, 2, 3)));
        assertThat(restored.fits(Voids.NONE)).isFalse();
        restored.expect(voids);
        assertThat(HistorySnapshot.encode(journal.foldOn(restored)))
                .isEqualTo(HistorySnapshot.encode(journal.fold(voids)));
    }

    private static void same(History one, History other) {
        assertThat(HistorySnapshot.encode(one)).isEqualTo(HistorySnapshot.encode(other));
        assertThat(one.tally()).isEqualTo(other.tally());
        assertThat(one.voids()).isEqualTo(other.voids());
        assertThat(one.quarantine().all()).isEqualTo(other.quarantine().all());
        assertThat(one.effects().count()).isEqualTo(other.effects().count());
        assertThat(one.effects().all())
                .containsExactlyInAnyOrderElementsOf(other.effects().all());
        assertThat(one.forgottenUntil()).isEqualTo(other.forgottenUntil());
        for (String sender : List.of("client-a", "client-b", "order|7", "guest-1", "guest-9", "nobody")) {
            for (long number = 1; number <= other.tally().accepted(); number++) {
                assertThat(one.find(sender, number)).isEqualTo(other.find(sender, number));
            }
        }
        for (String target : RandomHistory.TARGETS) {
            assertThat(one.effects().nextNumber(target))
                    .isEqualTo(other.effects().nextNumber(target));
            assertThat(one.effects().floor(target)).isEqualTo(other.effects().floor(target));
        }
    }

    private static History decode(byte[] bytes) {
        return HistorySnapshot.decode(ID, KEEP, new Encoded("history", 1, bytes));
    }

    private static History folded(long seed, int count) {
        History history = new History(ID, KEEP);
        entries(seed, count).forEach(each -> history.accept(each.sequence(), each.stored()));
        return history;
    }

    private static List<Written> entries(long seed, int count) {
        RandomHistory random = new RandomHistory(seed);
        List<Written> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(random.next());
        }
        return entries;
    }
}
