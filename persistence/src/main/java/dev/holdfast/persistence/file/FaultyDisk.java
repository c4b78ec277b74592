package dev.holdfast.persistence.file;

import dev.holdfast.persistence.file.DiskFault.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A disk before another on which operations go wrong as a {@link DiskFaultSource} says, and which can be full. Put a
 * {@link ForgetfulDisk} behind it, and a crash forgets what a force lied about. As safe for use by several threads as the
 * disk behind it and what says what goes wrong.
 */
public final class FaultyDisk implements Disk {

    private final Disk disk;
    private final DiskFaultSource faults;
    private long room = Long.MAX_VALUE;
    private boolean copyOnWrite;

    /** A disk before that one. */
    public FaultyDisk(Disk disk, DiskFaultSource faults) {
        this.disk = disk;
        this.faults = faults;
    }

    /**
     * From now on there is no more room than this.
     *
     * @param bytes how much files may grow
     * @param alsoInside whether writes into what is allocated fail, too, as on a file system that copies on write
     */
    public synchronized void fill(long bytes, boolean alsoInside) {
        room = bytes;
        copyOnWrite = alsoInside;
    }

    /** There is room again. */
    public synchronized void free() {
        room = Long.MAX_VALUE;
    }

    /** Whether there was room for all until now. */
    public synchronized boolean isFull() {
        return room < Long.MAX_VALUE;
    }

    @Override
    public Directory open(Path path) throws IOException {
        return new FaultyDirectory(disk.open(path));
    }

    DiskFaultSource faults() {
        return faults;
    }

    /** Whether a write fails that is not to make a file larger. */
    synchronized boolean refusesWrites() {
        return isFull() && copyOnWrite;
    }

    /** Draws what goes wrong; what concerns any operation alike happens here. */
    Optional<DiskFault> attempt(Operation operation, String file) throws IOException {
        Optional<DiskFaultSource.Struck> struck = faults.next(operation, file);
        if (struck.isEmpty()) {
            return Optional.empty();
        }
        DiskFault fault = struck.get().fault();
        Duration lasts = struck.get().lasts();
        switch (fault) {
            case FAILED -> throw new IOException("Injected failure of " + operation + " " + file);
            case SLOW -> faults.delay(operation, lasts);
            case FULL -> {
                fill(0, copiesOnWrite() || faults.random().nextBoolean());
                faults.filled(this, lasts);
                if (operation == Operation.FORCE && refusesWrites()) {
                    throw full(file);
                }
            }
            default -> {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private synchronized boolean copiesOnWrite() {
        return copyOnWrite;
    }

    private synchronized long room() {
        return room;
    }

    /** Takes as much room as there is, up to so many bytes. */
    synchronized long takeRoom(long bytes) {
        long taken = Math.min(bytes, room);
        if (isFull()) {
            room -= taken;
        }
        return taken;
    }

    static DiskFullException full(String file) {
        return new DiskFullException("Injected: no room for " + file);
    }

    private final class FaultyDirectory implements Directory {

        private final Directory directory;

        FaultyDirectory(Directory directory) {
            this.directory = directory;
        }

        @Override
        public Path path() {
            return directory.path();
        }

        @Override
        public List<String> list() throws IOException {
            attempt(Operation.LIST, "");
            return directory.list();
        }

        @Override
        public StorageFile create(String name) throws IOException {
            attempt(Operation.CREATE, name);
            if (room() == 0) {
                throw full(name);
            }
            return new FaultyFile(FaultyDisk.this, name, directory.create(name));
        }

        @Override
        public StorageFile open(String name, Access access) throws IOException {
            if (attempt(Operation.OPEN, name).isPresent()) {
                directory.delete(name);
                directory.force();
            }
            return new FaultyFile(FaultyDisk.this, name, directory.open(name, access));
        }

        @Override
        public void rename(String from, String to) throws IOException {
            attempt(Operation.RENAME, from);
            directory.rename(from, to);
        }

        @Override
        public void delete(String name) throws IOException {
            attempt(Operation.DELETE, name);
            directory.delete(name);
        }

        @Override
        public Space space() throws IOException {
            Space space = directory.space();
            long left = room();
            return left < Long.MAX_VALUE ? new Space(space.used(), left) : space;
        }

        @Override
        public void force() throws IOException {
            if (attempt(Operation.FORCE_NAMES, "").isEmpty()) {
                directory.force();
            }
        }

        @Override
        public DirectoryLock lock(String name) throws IOException {
            return directory.lock(name);
        }

        @Override
        public void close() throws IOException {
            directory.close();
        }
    }
}
