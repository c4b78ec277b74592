package dev.holdfast.persistence.journal;

import static dev.holdfast.persistence.journal.JournalSystem.poll;
import static dev.holdfast.persistence.journal.Snapshots.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.typesafe.config.ConfigFactory;
import dev.holdfast.config.ConfigurationException;
import dev.holdfast.persistence.checkpoint.CheckpointException;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.file.FailingDisk;
import dev.holdfast.persistence.journal.JournalSystem.Probe;
import dev.holdfast.persistence.log.LogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.pekko.persistence.DeleteSnapshotSuccess;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotProtocol.DeleteSnapshot;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The snapshot store plugin says why a call failed, and harms nothing else")
class FailedSnapshotCallsTest {

    private final FailingDisk disk = new FailingDisk(Disk.system());

    @TempDir
    Path directory;

    /** Nobody can serialize it: Pekko refuses Java serialization. */
    private static final class Secret {}

    private JournalSystem start() {
        return JournalSystem.start(directory, disk);
    }

    @Test
    void what_is_replaced_and_cannot_be_deleted_is_not_used_and_the_save_has_succeeded() throws IOException {
        try (JournalSystem pekko = start()) {
            Probe probe = pekko.snapshots();
            save(probe, "a", 5, "first");
            disk.failWhen("delete"::equals);
            BlockingQueue<Object> warnings = pekko.warnings();
            save(probe, "a", 5, "second");
            assertThat(poll(warnings)).asString().contains("Injected failure of delete");
            disk.failWhen(operation -> false);
            assertThat(state(probe, "a")).isEqualTo("second");
            assertThat(files(directory)).hasSize(2);
            save(probe, "a", 5, "third");
            assertThat(files(directory)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "write", "forceWithMetadata", "rename", "forceNames"})
    void a_save_that_fails_leaves_the_older_even_of_the_same_sequence_number_D5(String operation) throws IOException {
        try (JournalSystem pekko = start()) {
            Probe probe = pekko.snapshots();
            save(probe, "a", 5, "first");
            disk.failWhen(operation::equals);
            for (int i = 0; i < 50; i++) {
                assertThat(failureOfSave(probe, "a", 5, "second"))
                        .isInstanceOf(CheckpointException.class)
                        .hasMessageContaining("Injected failure of " + operation);
            }
            disk.failWhen(name -> false);
            // Fifty failures have opened no breaker, and Pekko's own deletion after each has taken nothing.
            assertThat(state(probe, "a")).isEqualTo("first");
            assertThat(files(directory)).hasSize(1);
            save(probe, "a", 5, "third");
            assertThat(state(probe, "a")).isEqualTo("third");

            probe.ask(new DeleteSnapshot(new SnapshotMetadata("a", 5, 0)));
            probe.next(DeleteSnapshotSuccess.class);
            assertThat(load(probe, "a"))
                    .as("an actor's own deletion is carried out")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WHEN_READ")
    void an_error_in_a_serializer_fails_its_save_alone(Bomb bomb) throws IOException {
        try (JournalSystem pekko = start()) {
            Probe probe = pekko.snapshots();
            assertThat(failureOfSave(probe, "a", 1, bomb))
                    .hasMessageContaining("a snapshot of a cannot be serialized")
                    .hasCauseInstanceOf(Error.class);
            failureOfSave(probe, "a", 1, new Secret());
            save(probe, "a", 2, "state");
            assertThat(state(probe, "a")).isEqualTo("state");
            assertThat(files(directory)).hasSize(1);
        }
    }

    @Test
    void without_a_directory_every_call_says_what_is_missing() {
        try (JournalSystem pekko =
                JournalSystem.start(directory, disk, ConfigFactory.parseString("holdfast.persistence.mirrors = []"))) {
            Probe probe = pekko.snapshots();
            assertThat(failureOfLoad(probe, "a"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("holdfast.persistence.mirrors")
                    .hasMessageContaining("must be a list of exactly one directory");
            assertThat(failureOfSave(probe, "a", 1, "state")).isInstanceOf(ConfigurationException.class);
        }
    }

    @Test
    void without_its_journal_it_holds_the_logs_lock_all_the_same() {
        try (JournalSystem pekko = start();
                JournalSystem second = start()) {
            save(pekko.snapshots(), "a", 1, "state");
            assertThat(failureOfLoad(second.snapshots(), "a"))
                    .isInstanceOf(LogException.class)
                    .hasMessageContaining("is open in this process");
            BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
            second.system().actorOf(Keeper.props("a", signals));
            assertThat(poll(signals)).as("its actors learn it, too").isInstanceOf(LogException.class);
        }
    }

    @Test
    void a_place_for_checkpoints_that_becomes_usable_is_used() throws IOException {
        Path inTheWay = Files.createFile(directory.resolve("checkpoints"));
        try (JournalSystem pekko = start()) {
            Probe probe = pekko.snapshots();
            assertThat(failureOfLoad(probe, "a"))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("Checkpoints " + inTheWay + " cannot be opened");
            Files.delete(inTheWay);
            save(probe, "a", 1, "state");
            assertThat(state(probe, "a")).isEqualTo("state");
        }
    }

    @Test
    void after_the_system_has_terminated_nothing_is_opened_any_more() {
        JournalSystem pekko = start();
        EmbeddedLog log = EmbeddedLog.get(pekko.system());
        pekko.close();
        assertThat(catchThrowable(log::checkpoints))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("the actor system has terminated");
    }
}
