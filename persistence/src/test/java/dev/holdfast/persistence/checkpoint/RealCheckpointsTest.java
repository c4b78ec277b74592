package dev.holdfast.persistence.checkpoint;

import static dev.holdfast.persistence.checkpoint.CheckpointFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.host.Host;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.file.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The checkpoint store on real threads and a real disk")
@Timeout(60)
class RealCheckpointsTest {

    @TempDir
    Path directory;

    private CheckpointStore openReal() {
        return CheckpointStore.open(directory, LOG, 2, Disk.system(), Host.system());
    }

    @Test
    void many_threads_save_find_and_delete_at_once() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        try (CheckpointStore store = openReal()) {
            for (int t = 0; t < 8; t++) {
                String id = "id-" + t;
                Thread thread = new Thread(() -> useAsOwner(store, id));
                thread.setUncaughtExceptionHandler((which, failure) -> {
                    synchronized (failures) {
                        failures.add(failure);
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(failures).isEmpty();
        try (CheckpointStore again = openReal()) {
            for (int t = 0; t < 8; t++) {
                assertThat(sequences(again, "id-" + t)).containsExactly(40L, 39L, 38L);
                assertThat(state(find(again, "id-" + t))).isEqualTo("id-" + t + " at 40");
            }
        }
    }

    private static void useAsOwner(CheckpointStore store, String id) {
        for (long sequence = 1; sequence <= 40; sequence++) {
            CompletionStage<CheckpointName> save = store.save(checkpoint(id, sequence, id + " at " + sequence));
            CompletionStage<?> retention = store.keepNewest(id, 3);
            Lookup meanwhile = find(store, id); // what retention deletes under its hands is no damage
            assertThat(meanwhile.skipped()).isEmpty();
            get(save);
            get(retention);
            assertThat(state(find(store, id))).isEqualTo(id + " at " + sequence);
        }
    }

    @Test
    void a_caller_that_is_interrupted_harms_nobody_K4() {
        try (CheckpointStore store = openReal()) {
            Thread.currentThread().interrupt();
            CompletionStage<CheckpointName> save = store.save(checkpoint("a", 1, "100"));
            CompletionStage<Lookup> lookup = store.find("a", name -> true);
            CompletionStage<?> deletion = store.delete("b", name -> true);
            assertThat(Thread.interrupted()).isTrue();
            get(save);
            get(lookup);
            get(deletion);
            assertThat(state(find(store, "a"))).isEqualTo("100");
        }
    }

    @Test
    void a_state_of_many_mebibytes_comes_back() {
        byte[] bytes = new byte[40 << 20];
        new Random(1).nextBytes(bytes);
        Checkpoint large = new Checkpoint(
                "a", 1, 1, ComponentState.of(1, hash(1), encoded("history", ""), new Encoded("large", 1, bytes)));
        try (CheckpointStore store = openReal()) {
            get(store.save(large));
            assertThat(find(store, "a")
                            .found()
                            .orElseThrow()
                            .checkpoint()
                            .content()
                            .bytes())
                    .isEqualTo(bytes);
        }
    }

    @Test
    void a_directory_that_is_a_file_is_refused() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> CheckpointStore.open(file, LOG, 1, Disk.system(), Host.system()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("Checkpoints " + file + " cannot be opened");
    }

    @Test
    void a_second_process_or_system_is_told_who_has_it_open() {
        try (CheckpointStore store = openReal()) {
            assertThat(store.list("a")).isEmpty();
            assertThatThrownBy(this::openReal)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("are open in this process ("
                            + ProcessHandle.current().pid() + ")");
        }
        openReal().close();
    }
}
