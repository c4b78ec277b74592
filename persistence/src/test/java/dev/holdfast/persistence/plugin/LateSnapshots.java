package dev.holdfast.persistence.plugin;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.snapshot.japi.SnapshotStore;
import scala.concurrent.Future;
import scala.concurrent.Promise;

/** A snapshot store, as of a database, that goes on with a save only when a test says so; all else is done at once. */
public final class LateSnapshots extends SnapshotStore {

    private static final Map<Long, SelectedSnapshot> STORED = new ConcurrentHashMap<>();
    private static final ConcurrentLinkedQueue<Runnable> SAVING = new ConcurrentLinkedQueue<>();

    /** How many saves wait. */
    static int waiting() {
        return SAVING.size();
    }

    /** Carries out the save that waits longest. */
    static void goOn() {
        SAVING.remove().run();
    }

    @Override
    public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
        Promise<Void> saved = scala.concurrent.Promise$.MODULE$.apply();
        SAVING.add(() -> {
            STORED.put(metadata.sequenceNr(), new SelectedSnapshot(metadata, snapshot));
            saved.success(null);
        });
        return saved.future();
    }

    @Override
    public Future<Optional<SelectedSnapshot>> doLoadAsync(String id, SnapshotSelectionCriteria criteria) {
        return Future.successful(STORED.values().stream()
                .filter(stored -> stored.metadata().sequenceNr() <= criteria.maxSequenceNr())
                .max(java.util.Comparator.comparingLong(
                        stored -> stored.metadata().sequenceNr())));
    }

    @Override
    public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
        STORED.remove(metadata.sequenceNr());
        return Future.successful(null);
    }

    @Override
    public Future<Void> doDeleteAsync(String id, SnapshotSelectionCriteria criteria) {
        STORED.keySet().removeIf(sequence -> sequence <= criteria.maxSequenceNr());
        return Future.successful(null);
    }
}
