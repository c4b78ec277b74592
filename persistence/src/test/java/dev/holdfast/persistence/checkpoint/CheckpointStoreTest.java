package dev.holdfast.persistence.checkpoint;

import static dev.holdfast.persistence.checkpoint.CheckpointFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.Serialized;
import dev.holdfast.persistence.file.FailingDisk;
import dev.holdfast.persistence.file.MemoryDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The checkpoint store")
class CheckpointStoreTest {

    private final MemoryDisk disk = new MemoryDisk();
    private final InlineThreads threads = new InlineThreads();
    private CheckpointStore store = CheckpointFixture.open(disk, threads);

    private void reopen() {
        store.close();
        store = CheckpointFixture.open(disk);
    }

    @Test
    void what_was_saved_comes_back_whole_also_after_opening_again() {
        Checkpoint component = checkpoint("account|42", 7, "100");
        Checkpoint actor = new Checkpoint(
                "actor",
                0,
                0,
                PekkoSnapshot.of(
                        new Serialized(17, "state/2", new byte[] {1, 2}),
                        Optional.of(new Serialized(-4, "", new byte[0]))));
        get(store.save(component));
        get(store.save(actor));
        for (int life = 0; life < 2; life++) {
            assertThat(find(store, "account|42").found().orElseThrow().checkpoint())
                    .isEqualTo(component);
            assertThat(find(store, "actor").found().orElseThrow().checkpoint())
                    .usingRecursiveComparison()
                    .isEqualTo(actor);
            reopen();
        }
    }

    @Test
    void an_empty_state_is_a_state() {
        get(store.save(checkpoint("a", 1, "")));
        assertThat(state(find(store, "a"))).isEmpty();
    }

    @Test
    void the_newest_up_to_a_sequence_number_is_found_then_the_next_older() {
        for (long sequence : new long[] {5, 15, 10}) {
            get(store.save(checkpoint("a", sequence, "at " + sequence)));
        }
        get(store.save(checkpoint("b", 12, "of b")));

        assertThat(sequences(store, "a")).containsExactly(15L, 10L, 5L);
        assertThat(state(find(store, "a"))).isEqualTo("at 15");
        assertThat(state(find(store, "a", 14))).isEqualTo("at 10");
        assertThat(state(find(store, "a", 10))).isEqualTo("at 10");
        assertThat(find(store, "a", 4).found()).isEmpty();
        assertThat(find(store, "c").found()).isEmpty();

        CheckpointName ten = find(store, "a", 10).found().orElseThrow().name();
        assertThat(state(get(store.find("a", name -> name.compareTo(ten) < 0)))).isEqualTo("at 5");
    }

    @Test
    void one_whose_hash_does_not_fit_the_journal_gives_way_to_an_older_K10() {
        get(store.save(checkpoint("a", 10, "right")));
        Checkpoint foreign = new Checkpoint(
                "a",
                10,
                2000,
                ComponentState.of(1, new HistoryHash(6, 6), encoded("history", ""), encoded("account", "wrong")));
        get(store.save(foreign)); // such as a zombie's, which decided on a history that was never stored
        get(store.save(checkpoint("a", 9, "old")));

        List<String> offered = new ArrayList<>();
        Lookup lookup = find(store, "a");
        while (!fits(lookup.found().orElseThrow().checkpoint())) {
            offered.add(state(lookup));
            CheckpointName misfit = lookup.found().orElseThrow().name();
            lookup = get(store.find("a", name -> name.compareTo(misfit) < 0));
        }
        assertThat(offered).containsExactly("wrong");
        assertThat(state(lookup)).isEqualTo("right");
    }

    private static boolean fits(Checkpoint checkpoint) {
        return checkpoint.content() instanceof ComponentState component
                && component.hash().equals(hash(checkpoint.sequence()));
    }

    @Test
    void a_late_save_of_an_older_state_hides_no_newer_one() {
        get(store.save(checkpoint("a", 20, "new")));
        get(store.save(checkpoint("a", 10, "late")));
        assertThat(state(find(store, "a"))).isEqualTo("new");
        get(store.keepNewest("a", 1));
        assertThat(sequences(store, "a")).containsExactly(20L);
    }

    @Test
    void of_two_with_one_sequence_number_the_last_saved_is_the_newest_also_after_opening_again() {
        for (int i = 1; i <= 11; i++) { // so many that 9 and 10 would sort wrongly as texts
            get(store.save(checkpoint("a", 10, "save " + i)));
            reopen();
        }
        assertThat(state(find(store, "a"))).isEqualTo("save 11");
        assertThat(store.list("a")).hasSize(11);
    }

    @Test
    void retention_keeps_the_newest_and_touches_no_other_id() {
        for (long sequence = 1; sequence <= 9; sequence++) {
            get(store.save(checkpoint("a", sequence, "")));
            get(store.save(checkpoint("b", sequence, "")));
        }
        get(store.keepNewest("a", 3));
        assertThat(sequences(store, "a")).containsExactly(9L, 8L, 7L);
        reopen();
        assertThat(sequences(store, "a")).containsExactly(9L, 8L, 7L);
        assertThat(sequences(store, "b")).hasSize(9);
        assertThat(disk.names(PATH)).hasSize(12);
        assertThatThrownBy(() -> store.keepNewest("a", 0)).hasMessageContaining("at least 1");
    }

    @Test
    void retention_rewrites_no_file() {
        FailingDisk watched = new FailingDisk(new MemoryDisk());
        List<String> operations = new ArrayList<>();
        try (CheckpointStore other = CheckpointFixture.open(watched)) {
            get(other.save(checkpoint("a", 1, "")));
            get(other.save(checkpoint("a", 2, "")));
            watched.failWhen(operation -> !operations.add(operation));
            get(other.keepNewest("a", 1));
        }
        assertThat(operations).containsExactly("delete", "forceNames");
    }

    @Test
    void deletes_what_it_is_told_to_after_what_was_submitted_before() {
        threads.hold();
        CompletionStage<?> first = store.save(checkpoint("a", 1, ""));
        CompletionStage<?> second = store.save(checkpoint("a", 2, ""));
        CompletionStage<?> deletion = store.delete("a", name -> name.sequence() <= 2);
        CompletionStage<?> third = store.save(checkpoint("a", 1, "again"));
        threads.release();
        List.of(first, second, deletion, third).forEach(CheckpointFixture::get);
        assertThat(sequences(store, "a")).containsExactly(1L);
        assertThat(state(find(store, "a"))).isEqualTo("again");
        reopen();
        assertThat(state(find(store, "a"))).isEqualTo("again");
    }

    @Test
    void what_is_deleted_while_it_is_looked_for_is_no_damage() {
        get(store.save(checkpoint("a", 1, "old")));
        get(store.save(checkpoint("a", 2, "new")));
        threads.hold();
        CompletionStage<?> deletion = store.delete("a", name -> name.sequence() == 2);
        CompletionStage<Lookup> lookup = store.find("a", name -> true); // knows of both, reads after the deletion
        threads.release();
        get(deletion);
        assertThat(state(get(lookup))).isEqualTo("old");
        assertThat(get(lookup).skipped()).isEmpty();
    }

    @Test
    void saves_that_wait_share_the_force_of_the_directory_and_each_file_has_its_own() {
        List<String> forces = new ArrayList<>();
        FailingDisk watched = new FailingDisk(new MemoryDisk());
        try (CheckpointStore other = CheckpointFixture.open(watched, threads)) {
            watched.failWhen(operation -> {
                if (operation.startsWith("force")) {
                    forces.add(operation);
                }
                return false;
            });
            threads.hold();
            List<CompletionStage<CheckpointName>> saves = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                saves.add(other.save(checkpoint("id-" + i, 1, "state " + i)));
            }
            threads.release();
            saves.forEach(CheckpointFixture::get);
            for (int i = 0; i < 10; i++) {
                assertThat(state(find(other, "id-" + i))).isEqualTo("state " + i);
            }
        }
        assertThat(forces).filteredOn("forceWithMetadata"::equals).hasSize(10);
        assertThat(forces).filteredOn("forceNames"::equals).hasSize(1);
    }

    @Test
    void a_state_that_changed_after_its_digest_was_taken_is_not_saved_K10() {
        Checkpoint sound = checkpoint("a", 1, "100");
        sound.content().bytes()[0] ^= 1;
        assertThat(failure(store.save(sound)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("Checkpoint of a at sequence number 1 was not saved")
                .hasMessageContaining("the digest of its state is");
        assertThat(store.list("a")).isEmpty();
        assertThat(disk.names(PATH)).isEmpty();
    }

    @Test
    void those_of_another_log_are_not_used() {
        get(store.save(checkpoint("a", 1, "100")));
        store.close();
        LogId other = new LogId(3, 4);
        try (CheckpointStore moved = CheckpointStore.open(PATH, other, 1, disk, threads.host())) {
            Lookup lookup = find(moved, "a");
            assertThat(lookup.found()).isEmpty();
            assertThat(lookup.skipped())
                    .singleElement()
                    .extracting(DamagedCheckpoint::finding)
                    .isEqualTo("it belongs to the log " + LOG + ", and this is " + other);
        }
    }

    @Test
    void it_is_opened_once_at_a_time() {
        assertThatThrownBy(() -> CheckpointFixture.open(disk))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("Checkpoints /checkpoints are open in this test")
                .hasMessageContaining("Stop that process");
        reopen();
        assertThat(find(store, "a").found()).isEmpty();
    }

    @Test
    void closed_it_carries_out_what_was_submitted_before_and_refuses_the_rest() {
        threads.hold();
        CompletionStage<CheckpointName> before = store.save(checkpoint("a", 1, "100"));
        CompletionStage<?> closed = store.closeLater();
        CompletionStage<CheckpointName> after = store.save(checkpoint("a", 2, "200"));
        threads.release();
        get(before);
        get(closed);
        assertThat(store.closeLater()).isSameAs(closed);
        assertThat(failure(after)).hasMessageContaining("closed").hasMessageContaining("was not saved");
        assertThat(failure(store.delete("a", name -> true))).hasMessageContaining("closed");
        assertThat(failure(store.find("a", name -> true))).hasMessageContaining("closed");
        try (CheckpointStore again = CheckpointFixture.open(disk)) {
            assertThat(sequences(again, "a")).containsExactly(1L);
        }
    }

    @Test
    void files_of_others_are_left_alone() {
        disk.replace(PATH, "notes.txt", new byte[] {1});
        disk.replace(PATH, "backup-of-a.checkpoint", new byte[] {1});
        reopen();
        get(store.save(checkpoint("a", 1, "100")));
        get(store.delete("a", name -> true));
        reopen();
        assertThat(disk.names(PATH)).containsExactly("backup-of-a.checkpoint", "notes.txt");
    }
}
