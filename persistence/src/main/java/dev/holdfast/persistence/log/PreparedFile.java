package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.DiskFullException;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * The file that will be the next segment: zeros, forced, under a name that is no segment's. Only when it is used does it
 * get a header, which says where the log stands then, and after that its name. So whatever a crash leaves of it is no
 * part of the log, and is removed when the log is opened.
 */
final class PreparedFile {

    static final String NAME = "next.segment";

    /** Forced piece by piece, so that no flood of zeros holds up the forces of frames that go to the same disk. */
    private static final long PIECE = 4L << 20;

    private PreparedFile() {}

    /** @throws DiskFullException if so many bytes more exceed the log's limit or the disk's room */
    static void requireRoom(Directory directory, long bytes, LogOptions options) throws IOException {
        Directory.Space space = directory.space();
        if (options.maxSize().isPresent()
                && space.used() + bytes > options.maxSize().getAsLong()) {
            throw new DiskFullException(
                    "its files take " + space.used() + " bytes, and holdfast.persistence.max-size allows "
                            + options.maxSize().getAsLong());
        }
        if (space.usable() < bytes) {
            throw new DiskFullException("the disk of " + directory.path() + " has " + space.usable() + " bytes left");
        }
    }

    /** Creates it, or nothing. When it is stopped on the way the file is not complete. */
    static StorageFile create(Directory directory, long size, BooleanSupplier stopped) throws IOException {
        StorageFile file = directory.create(NAME);
        try {
            for (long at = 0; at < size && !stopped.getAsBoolean(); ) {
                at = Math.min(size, at + PIECE);
                file.allocate(at);
                if (at < size) {
                    file.force();
                }
            }
            file.forceWithMetadata();
            return file;
        } catch (IOException e) {
            file.close();
            directory.delete(NAME);
            throw e;
        }
    }

    /** Removes what an earlier life prepared and did not use. */
    static void removeLeftover(Directory directory) throws IOException {
        if (directory.list().contains(NAME)) {
            directory.delete(NAME);
        }
    }
}
