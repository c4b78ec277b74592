package dev.holdfast.persistence.checkpoint;

import static dev.holdfast.persistence.checkpoint.CheckpointFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.file.FailingDisk;
import dev.holdfast.persistence.file.ForgetfulDisk;
import dev.holdfast.persistence.file.MemoryDisk;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("D5: a save that fails is only a save that failed")
class CheckpointFailureTest {

    private final MemoryDisk memory = new MemoryDisk();
    private final ForgetfulDisk forgetful = new ForgetfulDisk(memory);
    private final FailingDisk disk = new FailingDisk(forgetful);
    private final InlineThreads threads = new InlineThreads();

    @ParameterizedTest
    @ValueSource(strings = {"create", "write", "forceWithMetadata", "rename", "forceNames"})
    void nothing_of_it_is_left_the_older_remain_and_the_next_succeeds_D5(String operation) throws IOException {
        try (CheckpointStore store = open(disk)) {
            get(store.save(checkpoint("a", 1, "old")));
            disk.failWhen(operation::equals);
            assertThat(failure(store.save(checkpoint("a", 2, "new"))))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("Checkpoint of a at sequence number 2 was not saved as /checkpoints/")
                    .hasMessageContaining("Injected failure of " + operation)
                    .hasMessageContaining("older ones are as they were. Check that the disk works and has room");
            assertThat(sequences(store, "a")).containsExactly(1L);
            assertThat(state(find(store, "a"))).isEqualTo("old");

            disk.failWhen(name -> false);
            get(store.save(checkpoint("a", 3, "newer")));
        }
        forgetful.crash();
        assertThat(memory.names(PATH)).hasSize(2);
        try (CheckpointStore again = open(disk)) {
            assertThat(sequences(again, "a")).containsExactly(3L, 1L);
            assertThat(state(find(again, "a"))).isEqualTo("newer");
        }
    }

    @Test
    void on_a_full_disk_the_space_that_was_taken_is_given_back_D5() throws IOException {
        AtomicInteger writes = new AtomicInteger();
        try (CheckpointStore store = open(disk)) {
            get(store.save(checkpoint("a", 1, "old")));
            disk.failWhen(operation -> operation.equals("write") && writes.incrementAndGet() % 3 == 0);
            for (int i = 0; i < 100; i++) {
                assertThat(failure(store.save(checkpoint("a", 2, "x".repeat(1000)))))
                        .hasMessageContaining("Injected failure of write");
            }
            assertThat(state(find(store, "a"))).isEqualTo("old");
        }
        assertThat(forgetful.open(PATH).list()).hasSize(1);
    }

    @Test
    void what_cannot_be_removed_at_once_is_removed_at_the_next_opening() throws IOException {
        try (CheckpointStore store = open(disk)) {
            disk.failWhen(operation -> operation.equals("forceWithMetadata") || operation.equals("delete"));
            assertThat(failure(store.save(checkpoint("a", 1, ""))).getCause())
                    .hasMessage("Injected failure of forceWithMetadata")
                    .satisfies(cause -> assertThat(cause.getSuppressed())
                            .singleElement()
                            .satisfies(more -> assertThat(more).hasMessage("Injected failure of delete")));
        }
        assertThat(forgetful.open(PATH).list()).singleElement().asString().endsWith(".checkpoint.new");
        disk.failWhen(operation -> false);
        try (CheckpointStore again = open(disk)) {
            assertThat(again.list("a")).isEmpty();
        }
        assertThat(forgetful.open(PATH).list()).isEmpty();
    }

    @Test
    void it_takes_along_no_other_that_waited_with_it() {
        try (CheckpointStore store = open(disk, threads)) {
            AtomicInteger creates = new AtomicInteger();
            disk.failWhen(operation -> operation.equals("create") && creates.incrementAndGet() == 2);
            threads.hold();
            CompletionStage<?> first = store.save(checkpoint("a", 1, ""));
            CompletionStage<?> second = store.save(checkpoint("b", 1, ""));
            CompletionStage<?> third = store.save(checkpoint("c", 1, ""));
            threads.release();
            get(first);
            get(third);
            assertThat(failure(second)).hasMessageContaining("Checkpoint of b");
            assertThat(store.list("a")).hasSize(1);
            assertThat(store.list("b")).isEmpty();
            assertThat(store.list("c")).hasSize(1);
        }
    }

    @Test
    void a_failed_force_of_the_names_fails_all_that_waited_for_it_and_a_later_force_does_not_bring_them_back()
            throws IOException {
        try (CheckpointStore store = open(disk, threads)) {
            threads.hold();
            CompletionStage<?> first = store.save(checkpoint("a", 1, ""));
            CompletionStage<?> second = store.save(checkpoint("b", 1, ""));
            disk.failWhen("forceNames"::equals);
            threads.release();
            assertThat(failure(first)).hasMessageContaining("Checkpoint of a");
            assertThat(failure(second)).hasMessageContaining("Checkpoint of b");
            disk.failWhen(operation -> false);
            get(store.save(checkpoint("c", 1, "")));
        }
        forgetful.crash();
        try (CheckpointStore again = open(disk)) {
            assertThat(again.list("a")).isEmpty();
            assertThat(again.list("b")).isEmpty();
            assertThat(again.list("c")).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete", "forceNames"})
    void a_deletion_that_fails_says_so_and_can_be_asked_for_again(String operation) throws IOException {
        try (CheckpointStore store = open(disk)) {
            get(store.save(checkpoint("a", 1, "")));
            get(store.save(checkpoint("a", 2, "")));
            disk.failWhen(operation::equals);
            assertThat(failure(store.delete("a", name -> true)))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("Checkpoints of a were not deleted, or not all, or not durably")
                    .hasMessageContaining("Injected failure of " + operation);
            if (operation.equals("delete")) {
                assertThat(store.list("a")).hasSize(2);
            }
            disk.failWhen(name -> false);
            get(store.save(checkpoint("b", 1, "")));
            get(store.delete("a", name -> true));
        }
        forgetful.crash();
        try (CheckpointStore again = open(disk)) {
            assertThat(again.list("a")).isEmpty();
        }
    }

    @Test
    void what_a_failed_deletion_removed_is_not_reported_gone_before_a_force_succeeds() throws IOException {
        try (CheckpointStore store = open(disk)) {
            get(store.save(checkpoint("a", 1, "")));
            disk.failWhen("forceNames"::equals);
            failure(store.delete("a", name -> true));
            assertThat(store.list("a")).isEmpty();
            failure(store.delete("a", name -> true));
            disk.failWhen(name -> false);
            get(store.delete("a", name -> true));
        }
        forgetful.crash();
        assertThat(memory.names(PATH)).isEmpty();
    }

    @Test
    void what_a_killed_process_left_unforced_is_forced_before_it_is_found_D2() throws IOException {
        CheckpointStore killed = open(disk, threads);
        AtomicInteger forces = new AtomicInteger();
        disk.failWhen(operation ->
                operation.equals("delete") || (operation.equals("forceNames") && forces.incrementAndGet() == 1));
        failure(killed.save(checkpoint("a", 1, "whole"))); // renamed, not forced, not removed: as kill -9 leaves it
        killed.close();
        disk.failWhen(operation -> false);
        try (CheckpointStore store = open(disk)) {
            assertThat(state(find(store, "a"))).isEqualTo("whole");
            forgetful.crash();
        }
        try (CheckpointStore store = open(disk)) {
            assertThat(state(find(store, "a"))).isEqualTo("whole");
        }
    }

    @Test
    void a_deletion_of_nothing_touches_no_disk() {
        try (CheckpointStore store = open(disk)) {
            disk.failWhen(operation -> true);
            get(store.delete("a", name -> true));
            get(store.keepNewest("a", 3));
        }
    }

    @Test
    void a_predicate_that_throws_fails_its_caller_alone() {
        try (CheckpointStore store = open(disk)) {
            get(store.save(checkpoint("a", 1, "")));
            assertThat(failure(store.delete("a", name -> {
                        throw new IllegalStateException("mine");
                    })))
                    .hasRootCauseMessage("mine");
            assertThat(failure(store.find("a", name -> {
                        throw new IllegalStateException("mine");
                    })))
                    .hasMessage("mine");
            assertThat(find(store, "a").found()).isPresent();
        }
    }

    @Test
    void a_store_that_cannot_be_opened_says_why_and_holds_no_lock() throws IOException {
        try (CheckpointStore store = open(disk)) {
            disk.failWhen(operation -> operation.equals("forceWithMetadata") || operation.equals("delete"));
            failure(store.save(checkpoint("a", 1, "")));
        }
        assertThatThrownBy(() -> open(disk))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("Checkpoints /checkpoints cannot be opened (java.io.IOException: Injected")
                .hasMessageContaining("none was changed");
        disk.failWhen(operation -> false);
        open(disk).close();
    }
}
