package dev.holdfast.persistence.journal;

import static dev.holdfast.persistence.journal.JournalSystem.poll;
import static dev.holdfast.persistence.journal.Snapshots.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.journal.JournalSystem.Probe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.DeleteSnapshotSuccess;
import org.apache.pekko.persistence.DeleteSnapshotsSuccess;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotProtocol.DeleteSnapshot;
import org.apache.pekko.persistence.SnapshotProtocol.DeleteSnapshots;
import org.apache.pekko.persistence.SnapshotProtocol.SaveSnapshot;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The snapshot store plugin, through Pekko")
class HoldfastSnapshotStoreTest {

    @TempDir
    Path directory;

    private JournalSystem start() {
        return JournalSystem.start(directory);
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
            assertThat(files(directory)).hasSize(2);
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
}
