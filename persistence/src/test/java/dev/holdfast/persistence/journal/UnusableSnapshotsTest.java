package dev.holdfast.persistence.journal;

import static dev.holdfast.persistence.journal.JournalSystem.poll;
import static dev.holdfast.persistence.journal.Snapshots.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.holdfast.persistence.checkpoint.Checkpoint;
import dev.holdfast.persistence.checkpoint.ComponentState;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.journal.JournalSystem.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("K10: a snapshot that cannot be used gives way to an older; if there is none, loading fails")
class UnusableSnapshotsTest {

    @TempDir
    Path directory;

    private JournalSystem start() {
        return JournalSystem.start(directory);
    }

    @Test
    void a_damaged_newest_is_reported_and_the_older_is_loaded_K10() throws IOException {
        try (JournalSystem pekko = start()) {
            Probe probe = pekko.snapshots();
            save(probe, "a", 10, "old");
            save(probe, "a", 20, "new");
            damage(files(directory).get(0));
            BlockingQueue<Object> errors = pekko.errors();

            assertThat(state(probe, "a")).isEqualTo("old");
            assertThat(poll(errors))
                    .asString()
                    .contains("Checkpoint of a at sequence number 20 in "
                            + files(directory).get(0))
                    .contains("cannot be used: its checksum is wrong. An older one is looked for");
        }
    }

    @Test
    void when_all_are_damaged_the_recovery_fails_for_events_may_have_been_deleted_K10() throws IOException {
        BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
        try (JournalSystem pekko = start()) {
            Probe probe = pekko.snapshots();
            save(probe, "a", 10, "old");
            save(probe, "a", 20, "new");
            for (Path file : files(directory)) {
                damage(file);
            }
            assertThat(failureOfLoad(probe, "a"))
                    .isInstanceOf(UnusableSnapshotException.class)
                    .hasMessageContaining("at sequence number 20")
                    .hasMessageContaining("at sequence number 10")
                    .hasMessageContaining("No snapshot of a that was asked for can be used");
            pekko.system().actorOf(Keeper.props("a", signals));
            assertThat(poll(signals)).isInstanceOf(UnusableSnapshotException.class);
        }
        try (JournalSystem lenient = JournalSystem.start(
                directory,
                Disk.system(),
                ConfigFactory.parseString("holdfast.persistence.snapshot-store.snapshot-is-optional = true"))) {
            lenient.system().actorOf(Keeper.props("a", signals));
            assertThat(poll(signals)).isEqualTo("offered [] then []");
        }
    }

    @Test
    void one_that_cannot_be_deserialized_gives_way_to_an_older() {
        try (JournalSystem pekko = start()) {
            Probe probe = pekko.snapshots();
            save(probe, "a", 10, "old");
            save(probe, "a", 20, Bomb.WHEN_READ);
            save(probe, "b", 20, Bomb.WHEN_READ);
            BlockingQueue<Object> errors = pekko.errors();

            assertThat(state(probe, "a")).isEqualTo("old");
            assertThat(poll(errors))
                    .asString()
                    .contains("Snapshot of a at sequence number 20 is whole, but cannot be read")
                    .contains("StackOverflowError");
            assertThat(failureOfLoad(probe, "b"))
                    .isInstanceOf(UnusableSnapshotException.class)
                    .hasMessageContaining("Snapshot of b at sequence number 20 is whole");
        }
    }

    @Test
    void the_state_of_a_component_is_no_snapshot_of_an_actor() {
        try (JournalSystem pekko = start()) {
            Encoded state = new Encoded("account", 1, new byte[] {1});
            JournalSystem.get(EmbeddedLog.get(pekko.system())
                    .checkpoints()
                    .save(new Checkpoint(
                            "account|1", 3, 1, ComponentState.of(1, new HistoryHash(1, 2), state, state))));
            assertThat(failureOfLoad(pekko.snapshots(), "account|1"))
                    .hasMessageContaining("it is the state of a Holdfast component: is account|1 also");
        }
    }

    @Test
    void snapshots_left_over_from_a_log_that_is_gone_are_not_used() throws IOException {
        try (JournalSystem pekko = start()) {
            save(pekko.snapshots(), "a", 5, "of another life");
        }
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.delete(file); // as somebody does who wants to begin anew, and forgets the subdirectory
            }
        }
        try (JournalSystem anew = start()) {
            assertThat(failureOfLoad(anew.snapshots(), "a"))
                    .isInstanceOf(UnusableSnapshotException.class)
                    .hasMessageContaining("it belongs to the log ");
        }
    }

    @Test
    void loads_that_fail_open_no_breaker_for_others() throws IOException {
        try (JournalSystem pekko = start()) {
            Probe probe = pekko.snapshots();
            save(probe, "a", 1, "damaged");
            damage(files(directory).get(0));
            save(probe, "b", 1, "sound");
            for (int i = 0; i < 50; i++) {
                assertThat(failureOfLoad(probe, "a")).isInstanceOf(UnusableSnapshotException.class);
            }
            assertThat(state(probe, "b")).isEqualTo("sound");
        }
    }
}
