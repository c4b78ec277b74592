package dev.holdfast.persistence.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where files come from. Nothing that must survive a crash touches a file but through this port, so that tests can
 * supply a disk that forgets, fails or tears, and a simulation one in memory.
 *
 * <p>Implementations are safe for use by any thread. A thread that may be interrupted should not use them: an interrupt
 * during an operation closes the file under everybody.
 */
@FunctionalInterface
public interface Disk {

    /**
     * Opens a directory, and creates it (durably) when it does not exist.
     *
     * @throws IOException if it cannot be created or is not a directory
     */
    Directory open(Path path) throws IOException;

    /** The disks of this machine. */
    static Disk system() {
        return SystemDisk.INSTANCE;
    }
}
