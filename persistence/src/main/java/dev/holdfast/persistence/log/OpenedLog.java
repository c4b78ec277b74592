package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.DirectoryLock;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A log whose directory is locked, found out about and ready to be written. Closing it closes all files and releases the
 * lock.
 */
record OpenedLog(
        Directory directory,
        LogOptions options,
        DirectoryLock lock,
        StoreFile store,
        Recovered recovered,
        SegmentWriter writer,
        Gate gate)
        implements AutoCloseable {

    static final String LOCK = "holdfast.lock";

    /**
     * Opens the log in a directory, in an order that a crash may cut anywhere: read; raise the term; remove segments
     * that were never used; begin a new segment with the tail in it; remove what that supersedes.
     */
    static OpenedLog open(Directory directory, LogOptions options, StoreId idIfNew) throws IOException {
        DirectoryLock lock = directory.lock(LOCK);
        try {
            StoreFile last = readStore(directory, idIfNew);
            Gate gate = new Gate();
            Recovered recovered = new Recovery(directory, last, gate).run();
            try {
                return begin(directory, options, lock, last, recovered, gate);
            } catch (IOException | RuntimeException | Error e) {
                recovered.index().close();
                recovered.segments().close();
                throw e;
            }
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static StoreFile readStore(Directory directory, StoreId idIfNew) throws IOException {
        Optional<StoreFile> store = StoreFile.read(directory);
        if (store.isEmpty() && directory.list().stream().anyMatch(Segments::isName)) {
            throw new LogException("Log " + directory.path() + " has segments but no " + StoreFile.NAME
                    + ", so whose they are is not known; nothing was changed. Restore that file from a copy");
        }
        return store.orElseGet(() -> StoreFile.create(idIfNew, directory.path().toString()));
    }

    private static OpenedLog begin(
            Directory directory, LogOptions options, DirectoryLock lock, StoreFile last, Recovered recovered, Gate gate)
            throws IOException {
        StoreFile store =
                last.nextTerm(recovered.durableFrame(), directory.path().toString());
        PreparedFile.removeLeftover(directory); // zeros only; on a full disk they may be the room that is needed
        store.write(directory);
        if (!recovered.unused().isEmpty()) {
            for (long number : recovered.unused()) {
                remove(directory, recovered.segments(), number);
            }
            directory.force();
        }
        SegmentWriter writer = new SegmentWriter(directory, store, options, recovered);
        if (!recovered.superseded().isEmpty()) {
            for (long number : recovered.superseded()) {
                remove(directory, recovered.segments(), number);
            }
            directory.force();
        }
        removeOrphans(directory);
        return new OpenedLog(directory, options, lock, store, recovered, writer, gate);
    }

    /** Deletes a segment and its index; certain to be gone once the directory is forced. */
    static void remove(Directory directory, Segments segments, long number) throws IOException {
        segments.remove(number);
        directory.delete(Segments.name(number));
        if (directory.list().contains(IndexFile.name(number))) {
            directory.delete(IndexFile.name(number));
        }
    }

    /** Indexes of segments that are gone, or that were being written when a crash came. */
    private static void removeOrphans(Directory directory) throws IOException {
        List<String> names = directory.list();
        for (String name : names) {
            if (IndexFile.isName(name)
                    && !(IndexFile.isWhole(name) && names.contains(Segments.name(IndexFile.segment(name))))) {
                directory.delete(name);
            }
        }
    }

    /** First nothing more is read, and last somebody else may have the directory. The gate must be closed before. */
    @Override
    public void close() throws IOException {
        Closing.all(List.of(recovered.index()::close, recovered.segments()::close, lock, directory));
    }
}
