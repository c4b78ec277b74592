package dev.holdfast.persistence.file;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A {@link Directory} of the operating system. */
final class SystemDirectory implements Directory {

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);
    private static final Set<OpenOption> READ_WRITE = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
    private static final Set<OpenOption> CREATE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    private final Path path;
    private volatile boolean closed;

    SystemDirectory(Path path) {
        this.path = path;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public List<String> list() throws IOException {
        ensureOpen();
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public StorageFile create(String name) throws IOException {
        ensureOpen();
        Path file = path.resolve(name);
        try {
            return new SystemFile(file, FileChannel.open(file, CREATE));
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            throw Shortage.of(file, e);
        }
    }

    @Override
    public StorageFile open(String name, Access access) throws IOException {
        ensureOpen();
        Path file = path.resolve(name);
        return new SystemFile(file, FileChannel.open(file, access == Access.READ ? READ : READ_WRITE));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        ensureOpen();
        Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        ensureOpen();
        Files.delete(path.resolve(name));
    }

    @Override
    public Space space() throws IOException {
        long used = 0;
        for (String name : list()) {
            try {
                used += Files.size(path.resolve(name));
            } catch (NoSuchFileException deletedMeanwhile) {
                // takes no room any more
            }
        }
        return new Space(used, Files.getFileStore(path).getUsableSpace());
    }

    @Override
    public void force() throws IOException {
        ensureOpen();
        SystemDisk.force(path);
    }

    @Override
    public DirectoryLock lock(String name) throws IOException {
        ensureOpen();
        return SystemLock.acquire(path, name);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void ensureOpen() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}
