package dev.holdfast.persistence.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * An open directory. Names created, changed or deleted here are certain to survive a crash only after {@link #force}.
 *
 * <p>Safe for use by any thread. After {@link #close} its methods fail; files opened from it stay open.
 */
public interface Directory extends Closeable {

    /** Where it is; for messages. */
    Path path();

    /** The names of the files in it, sorted; without subdirectories. */
    List<String> list() throws IOException;

    /**
     * Creates an empty file and opens it for reading and writing.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     * @throws DiskFullException if there is no room
     */
    StorageFile create(String name) throws IOException;

    /**
     * Opens an existing file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    StorageFile open(String name, Access access) throws IOException;

    /** Renames a file; one that stands under the new name is replaced, atomically. */
    void rename(String from, String to) throws IOException;

    /**
     * Deletes a file. Handles that are open on it go on working.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    void delete(String name) throws IOException;

    /** How much room there is. */
    Space space() throws IOException;

    /** Makes all names durable: those created and renamed until now exist, those deleted do not. */
    void force() throws IOException;

    /**
     * Locks the directory against every other holder, in this process and others, until the lock is closed or the
     * process ends.
     *
     * @param name the lock file's name; the file is created when it does not exist, and stays
     * @throws DirectoryLockedException if somebody holds the lock; says who
     */
    DirectoryLock lock(String name) throws IOException;

    @Override
    void close() throws IOException;

    /**
     * The room in and around a directory, in bytes.
     *
     * @param used how much its files take together, without subdirectories
     * @param usable how much more can be stored, as far as the file system tells; somebody's quota may allow less
     */
    record Space(long used, long usable) {}

    /** What an existing file is opened for. */
    enum Access {
        READ,
        READ_WRITE
    }
}
