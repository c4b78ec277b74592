package dev.holdfast.testing;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.file.DiskFullException;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.nio.file.Path;

/** This machine's disk, but a test says whether checkpoints can be stored on it, and read. */
public final class SpoiledCheckpoints implements Disk {

    private boolean full;
    private boolean stalled;

    /** Whether there is no room for a checkpoint from now on. */
    public synchronized void fill(boolean isFull) {
        full = isFull;
    }

    /** Whether reading one does not end, for as long. */
    public synchronized void stall(boolean isStalled) {
        stalled = isStalled;
        notifyAll();
    }

    @Override
    public Directory open(Path path) throws IOException {
        Directory directory = Disk.system().open(path);
        return path.endsWith("checkpoints")
                ? FillableDisk.proxy(
                        Directory.class,
                        directory,
                        (name, arguments, result) -> result instanceof StorageFile file
                                ? FillableDisk.proxy(StorageFile.class, file, this::spoil)
                                : result)
                : directory;
    }

    private synchronized Object spoil(String operation, Object[] arguments, Object result) throws IOException {
        if (full && operation.equals("write")) {
            throw new DiskFullException("the test filled the disk");
        }
        try {
            while (stalled && operation.equals("read")) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return result;
    }
}
