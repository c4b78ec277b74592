package dev.holdfast.persistence.journal;

import dev.holdfast.persistence.journal.JournalSystem.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.persistence.SaveSnapshotFailure;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotProtocol.LoadSnapshot;
import org.apache.pekko.persistence.SnapshotProtocol.LoadSnapshotFailed;
import org.apache.pekko.persistence.SnapshotProtocol.LoadSnapshotResult;
import org.apache.pekko.persistence.SnapshotProtocol.SaveSnapshot;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;

/** What tests of the snapshot store plugin say again and again, in Pekko's own protocol. */
final class Snapshots {

    private Snapshots() {}

    static SnapshotMetadata save(Probe probe, String id, long sequence, Object state) {
        probe.ask(new SaveSnapshot(new SnapshotMetadata(id, sequence, 0), state));
        return probe.next(SaveSnapshotSuccess.class).metadata();
    }

    static Optional<SelectedSnapshot> load(Probe probe, String id, SnapshotSelectionCriteria criteria) {
        probe.ask(new LoadSnapshot(id, criteria, Long.MAX_VALUE));
        return scala.jdk.javaapi.OptionConverters.toJava(
                probe.next(LoadSnapshotResult.class).snapshot());
    }

    static Optional<SelectedSnapshot> load(Probe probe, String id) {
        return load(probe, id, SnapshotSelectionCriteria.latest());
    }

    static Object state(Probe probe, String id) {
        return load(probe, id).orElseThrow().snapshot();
    }

    static Throwable failureOfLoad(Probe probe, String id) {
        probe.ask(new LoadSnapshot(id, SnapshotSelectionCriteria.latest(), Long.MAX_VALUE));
        return probe.next(LoadSnapshotFailed.class).cause();
    }

    static Throwable failureOfSave(Probe probe, String id, long sequence, Object state) {
        probe.ask(new SaveSnapshot(new SnapshotMetadata(id, sequence, 0), state));
        return probe.next(SaveSnapshotFailure.class).cause();
    }

    /** The files of checkpoints, the last saved first. */
    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory.resolve("checkpoints"))) {
            return all.filter(file -> file.toString().endsWith(".checkpoint"))
                    .sorted(Comparator.comparingLong(Snapshots::number).reversed())
                    .toList();
        }
    }

    private static long number(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(name.lastIndexOf('-') + 1, name.lastIndexOf('.')));
    }

    static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 5] ^= 1;
        Files.write(file, bytes);
    }
}
