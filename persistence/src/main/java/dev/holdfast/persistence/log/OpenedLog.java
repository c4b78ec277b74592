package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.DirectoryLock;
import java.io.IOException;
import java.util.Optional;

/** A log whose directory is locked, read and ready to be written. Closing it closes all files and releases the lock. */
record OpenedLog(Directory directory, DirectoryLock lock, StoreFile store, Recovered recovered, SegmentWriter writer)
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
            Recovered recovered = new Recovery(directory, last).run();
            try {
                return begin(directory, options, lock, last, recovered);
            } catch (IOException | RuntimeException | Error e) {
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
            Directory directory, LogOptions options, DirectoryLock lock, StoreFile last, Recovered recovered)
            throws IOException {
        StoreFile store =
                last.nextTerm(recovered.durableFrame(), directory.path().toString());
        store.write(directory);
        if (!recovered.unused().isEmpty()) {
            for (long number : recovered.unused()) {
                remove(directory, recovered, number);
            }
            directory.force();
        }
        PreparedFile.removeLeftover(directory);
        SegmentWriter writer = new SegmentWriter(directory, store, options, recovered);
        if (!recovered.superseded().isEmpty()) {
            for (long number : recovered.superseded()) {
                remove(directory, recovered, number);
            }
            directory.force();
        }
        return new OpenedLog(directory, lock, store, recovered, writer);
    }

    private static void remove(Directory directory, Recovered recovered, long number) throws IOException {
        recovered.segments().remove(number);
        directory.delete(Segments.name(number));
    }

    @Override
    public void close() throws IOException {
        try {
            recovered.segments().close();
        } finally {
            lock.close();
            directory.close();
        }
    }
}
