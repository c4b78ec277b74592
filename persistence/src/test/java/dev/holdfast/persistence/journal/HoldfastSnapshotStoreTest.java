package dev.holdfast.persistence.journal;

import static dev.holdfast.persistence.journal.JournalSystem.poll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.typesafe.config.ConfigFactory;
import dev.holdfast.config.ConfigurationException;
import dev.holdfast.persistence.checkpoint.Checkpoint;
import dev.holdfast.persistence.checkpoint.CheckpointException;
import dev.holdfast.persistence.checkpoint.ComponentState;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.file.FailingDisk;
import dev.holdfast.persistence.journal.JournalSystem.Probe;
import dev.holdfast.persistence.log.LogException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.DeleteSnapshotSuccess;
import org.apache.pekko.persistence.DeleteSnapshotsSuccess;
import org.apache.pekko.persistence.SaveSnapshotFailure;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotProtocol.DeleteSnapshot;
import org.apache.pekko.persistence.SnapshotProtocol.DeleteSnapshots;
import org.apache.pekko.persistence.SnapshotProtocol.LoadSnapshot;
import org.apache.pekko.persistence.SnapshotProtocol.LoadSnapshotFailed;
import org.apache.pekko.persistence.SnapshotProtocol.LoadSnapshotResult;
import org.apache.pekko.persistence.SnapshotProtocol.SaveSnapshot;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The snapshot store plugin, through Pekko")
class HoldfastSnapshotStoreTest {

    private final FailingDisk disk = new FailingDisk(Disk.system());

    @TempDir
    Path directory;

    /** Nobody can serialize it: Pekko refuses Java serialization. */
    private static final class Secret {}

    private JournalSystem start() {
        return JournalSystem.start(directory, disk);
    }

    private static SnapshotMetadata save(Probe probe, String id, long sequence, Object state) {
        probe.ask(new SaveSnapshot(new SnapshotMetadata(id, sequence, 0), state));
        return probe.next(SaveSnapshotSuccess.class).metadata();
    }

    private static Optional<SelectedSnapshot> load(Probe probe, String id, SnapshotSelectionCriteria criteria) {
        probe.ask(new LoadSnapshot(id, criteria, Long.MAX_VALUE));
        return scala.jdk.javaapi.OptionConverters.toJava(
                probe.next(LoadSnapshotResult.class).snapshot());
    }

    private static Optional<SelectedSnapshot> load(Probe probe, String id) {
        return load(probe, id, SnapshotSelectionCriteria.latest());
    }

    private static Object state(Probe probe, String id) {
        return load(probe, id).orElseThrow().snapshot();
    }

    private static Throwable failureOfLoad(Probe probe, String id) {
        probe.ask(new LoadSnapshot(id, SnapshotSelectionCriteria.latest(), Long.MAX_VALUE));
        return probe.next(LoadSnapshotFailed.class).cause();
    }

    private static Throwable failureOfSave(Probe probe, String id, long sequence, Object state) {
        probe.ask(new SaveSnapshot(new SnapshotMetadata(id, sequence, 0), state));
        return probe.next(SaveSnapshotFailure.class).cause();
    }

    /** The files of checkpoints, the last saved first. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory.resolve("checkpoints"))) {
            return all.filter(file -> file.toString().endsWith(".checkpoint"))
                    .sorted(Comparator.comparingLong(HoldfastSnapshotStoreTest::number)
                            .reversed())
                    .toList();
        }
    }

    private static long number(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(name.lastIndexOf('-') + 1, name.lastIndexOf('.')));
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 5] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void an_actor_recovers_from_its_snapshot_and_the_events_after_it_also_after_a_restart_of_the_system() {
        BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
        try (JournalSystem pekko = start()) {
            ActorRef keeper = pekko.system().actorOf(Keeper.props("a", signals));
            assertThat(poll(signals)).isEqualTo("offered [] then []");
            tell(keeper, signals, "one", "stored");
            tell(keeper, signals, "two", "stored");
            tell(keeper, signals, Keeper.Save.NOW, "saved");
            tell(keeper, signals, Keeper.Forget.ALL, "deleted");
            tell(keeper, signals, "three", "stored");
        }
        for (int life = 0; life < 2; life++) {
            try (JournalSystem pekko = start()) {
                pekko.system().actorOf(Keeper.props("a", signals));
                assertThat(poll(signals)).isEqualTo("offered [one, two] then [three]");
            }
        }
    }

    private static void tell(ActorRef keeper, BlockingQueue<Object> signals, Object message, String expected) {
        keeper.tell(message, ActorRef.noSender());
        assertThat(poll(signals)).isEqualTo(expected);
    }

    @Test
    void timestamp_and_metadata_come_back_as_pekko_gave_them_after_a_restart() {
        SnapshotMetadata saved;
        try (JournalSystem pekko = start()) {
            Probe probe = pekko.snapshots();
            probe.ask(new SaveSnapshot(new SnapshotMetadata("a", 7, 0).withMetadata("meta"), "state"));
            saved = probe.next(SaveSnapshotSuccess.class).metadata();
        }
        try (JournalSystem again = start()) {
            SelectedSnapshot loaded = load(again.snapshots(), "a").orElseThrow();
            assertThat(loaded.metadata()).isEqualTo(saved);
            assertThat(loaded.metadata().timestamp()).isPositive();
            assertThat(loaded.metadata().metadata().get()).isEqualTo("meta");
            assertThat(loaded.snapshot()).isEqualTo("state");
        }
    }

    @Test
    void a_damaged_newest_is_reported_and_the_older_is_loaded_K10() throws IOException {
        try (JournalSystem pekko = start()) {
            Probe probe = pekko.snapshots();
            save(probe, "a", 10, "old");
            save(probe, "a", 20, "new");
            damage(files().get(0));
            BlockingQueue<Object> errors = pekko.errors();

            assertThat(state(probe, "a")).isEqualTo("old");
            assertThat(poll(errors))
                    .asString()
                    .contains("Checkpoint of a at sequence number 20 in " + files().get(0))
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
            for (Path file : files()) {
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
                disk,
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
    void deletions_are_durable_and_keep_to_their_criteria() {
        try (JournalSystem pekko = start()) {
            Probe probe = pekko.snapshots();
            List<SnapshotMetadata> saved = new ArrayList<>();
            for (long sequence = 1; sequence <= 9; sequence++) {
                saved.add(save(probe, "a", sequence, "at " + sequence));
            }
            SnapshotMetadata five = saved.get(4);
            probe.ask(new DeleteSnapshot(new SnapshotMetadata("a", 5, five.timestamp() + 1)));
            probe.next(DeleteSnapshotSuccess.class);
            assertThat(load(probe, "a", upTo(5)).orElseThrow().metadata()).isEqualTo(five);
            probe.ask(new DeleteSnapshot(five));
            probe.next(DeleteSnapshotSuccess.class);
            assertThat(load(probe, "a", upTo(5)).orElseThrow().snapshot()).isEqualTo("at 4");
            probe.ask(new DeleteSnapshots("a", SnapshotSelectionCriteria.create(7, Long.MAX_VALUE, 6, 0)));
            probe.next(DeleteSnapshotsSuccess.class);
            probe.ask(new DeleteSnapshots("a", SnapshotSelectionCriteria.create(9, Long.MAX_VALUE, 8, Long.MAX_VALUE)));
            probe.next(DeleteSnapshotsSuccess.class);
        }
        try (JournalSystem again = start()) {
            Probe probe = again.snapshots();
            assertThat(state(probe, "a")).isEqualTo("at 9");
            assertThat(load(probe, "a", upTo(7)).orElseThrow().snapshot()).isEqualTo("at 4");
            probe.ask(new DeleteSnapshots("a", SnapshotSelectionCriteria.latest()));
            probe.next(DeleteSnapshotsSuccess.class);
        }
        try (JournalSystem again = start()) {
            assertThat(load(again.snapshots(), "a")).isEmpty();
        }
    }

    private static SnapshotSelectionCriteria upTo(long sequence) {
        return SnapshotSelectionCriteria.create(sequence, Long.MAX_VALUE);
    }

    @Test
    void a_load_keeps_to_its_criteria() {
        try (JournalSystem pekko = start()) {
            Probe probe = pekko.snapshots();
            long early = save(probe, "a", 1, "at 1").timestamp();
            save(probe, "a", 5, "at 5");
            assertThat(load(probe, "a", SnapshotSelectionCriteria.create(4, Long.MAX_VALUE, 1, early)))
                    .isPresent();
            assertThat(load(probe, "a", SnapshotSelectionCriteria.create(4, Long.MAX_VALUE, 2, 0)))
                    .isEmpty();
            assertThat(load(probe, "a", SnapshotSelectionCriteria.create(9, early - 1)))
                    .isEmpty();
            assertThat(load(probe, "a", SnapshotSelectionCriteria.create(9, Long.MAX_VALUE, 0, Long.MAX_VALUE)))
                    .isEmpty();
            assertThat(load(probe, "b")).isEmpty();
        }
    }

    @Test
    void a_second_save_at_a_sequence_number_replaces_the_first_on_disk_too() throws IOException {
        try (JournalSystem pekko = start()) {
            Probe probe = pekko.snapshots();
            save(probe, "a", 5, "first");
            save(probe, "b", 5, "of b");
            save(probe, "a", 5, "second");
            assertThat(state(probe, "a")).isEqualTo("second");
            assertThat(state(probe, "b")).isEqualTo("of b");
            assertThat(files()).hasSize(2);
        }
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
            assertThat(files()).hasSize(2);
            save(probe, "a", 5, "third");
            assertThat(files()).hasSize(1);
        }
    }

    @Test
    void a_zombies_late_save_hides_no_newer_snapshot() {
        try (JournalSystem pekko = start()) {
            Probe zombie = pekko.snapshots();
            Probe successor = pekko.snapshots();
            save(successor, "a", 20, "new");
            save(zombie, "a", 10, "late");
            assertThat(state(successor, "a")).isEqualTo("new");
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
            assertThat(files()).hasSize(1);
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
            assertThat(files()).hasSize(1);
        }
    }

    @Test
    void a_state_of_many_mebibytes_and_one_of_none_come_back() {
        byte[] large = new byte[40 << 20];
        new Random(1).nextBytes(large);
        try (JournalSystem pekko = start()) {
            Probe probe = pekko.snapshots();
            save(probe, "large", 1, large);
            save(probe, "empty", 0, new byte[0]);
        }
        try (JournalSystem again = start()) {
            assertThat(state(again.snapshots(), "large")).isEqualTo(large);
            assertThat(state(again.snapshots(), "empty")).isEqualTo(new byte[0]);
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
