package dev.holdfast.persistence.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A disk for tests and demonstrations that forgets whatever was not forced. It stands before another disk and keeps in
 * heap all bytes until their file is forced, and all changes of names until their directory is forced; reads see them
 * as if they were stored. So a killed process, which otherwise leaves the operating system's page cache behind, loses
 * exactly what a power failure might lose; and {@link #crash} does the same inside one process.
 *
 * <p>Zeros from {@link StorageFile#allocate} cost no heap. A new file stands in the real directory under a hidden name
 * until its directory is forced; leftovers of an earlier life are removed when the directory is opened.
 *
 * <p>Like the page cache, what is not forced outlives the closing of files and directories as long as this object lives.
 *
 * <p>Safe for use by any thread.
 */
public final class ForgetfulDisk implements Disk {

    private final Disk disk;
    private final Map<Path, ForgetfulNames> directories = new HashMap<>();

    /** @param disk where forced things go */
    public ForgetfulDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public synchronized Directory open(Path path) throws IOException {
        Path key = path.toAbsolutePath().normalize();
        ForgetfulNames names = directories.get(key);
        if (names == null) {
            names = new ForgetfulNames(disk.open(path));
            directories.put(key, names);
        }
        return new ForgetfulDirectory(names);
    }

    /**
     * Loses the power: forgets everything that was not forced, releases all locks and makes every directory and file
     * opened from this disk until now unusable. Directories opened afterwards show what is left.
     */
    public void crash() throws IOException {
        crash(() -> false);
    }

    /**
     * Loses the power in the middle of writing things back. Of each file's unforced writes any subset of 512-byte
     * sectors may survive; of a directory's unforced changes of names the first few, as in a file system with a
     * journal.
     *
     * @param survives asked for each unforced sector, and for each change of names until it first says no
     */
    public synchronized void crash(BooleanSupplier survives) throws IOException {
        for (ForgetfulNames names : directories.values()) {
            names.crash(survives);
        }
        directories.clear();
    }
}
