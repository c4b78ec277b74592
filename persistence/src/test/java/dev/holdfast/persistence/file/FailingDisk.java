package dev.holdfast.persistence.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * A disk before another on which chosen operations fail. Operations that change something are shown to a predicate by
 * name ({@code create, write, allocate, force, forceWithMetadata, rename, delete, forceNames}) in the order they happen;
 * where it says yes, the operation throws and does nothing.
 */
public final class FailingDisk implements Disk {

    private final Disk disk;
    private volatile Predicate<String> fails = operation -> false;

    public FailingDisk(Disk disk) {
        this.disk = disk;
    }

    /** From now on these operations fail. */
    public void failWhen(Predicate<String> predicate) {
        fails = predicate;
    }

    @Override
    public Directory open(Path path) throws IOException {
        return new FailingDirectory(disk.open(path));
    }

    private void attempt(String operation) throws IOException {
        if (fails.test(operation)) {
            throw new IOException("Injected failure of " + operation);
        }
    }

    private final class FailingDirectory implements Directory {

        private final Directory directory;

        FailingDirectory(Directory directory) {
            this.directory = directory;
        }

        @Override
        public Path path() {
            return directory.path();
        }

        @Override
        public List<String> list() throws IOException {
            return directory.list();
        }

        @Override
        public StorageFile create(String name) throws IOException {
            attempt("create");
            return new FailingFile(directory.create(name));
        }

        @Override
        public StorageFile open(String name, Access access) throws IOException {
            return new FailingFile(directory.open(name, access));
        }

        @Override
        public void rename(String from, String to) throws IOException {
            attempt("rename");
            directory.rename(from, to);
        }

        @Override
        public void delete(String name) throws IOException {
            attempt("delete");
            directory.delete(name);
        }

        @Override
        public Space space() throws IOException {
            return directory.space();
        }

        @Override
        public void force() throws IOException {
            attempt("forceNames");
            directory.force();
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

    private final class FailingFile implements StorageFile {

        private final StorageFile file;

        FailingFile(StorageFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            attempt("write");
            file.write(source, position);
        }

        @Override
        public void allocate(long size) throws IOException {
            attempt("allocate");
            file.allocate(size);
        }

        @Override
        public void force() throws IOException {
            attempt("force");
            file.force();
        }

        @Override
        public void forceWithMetadata() throws IOException {
            attempt("forceWithMetadata");
            file.forceWithMetadata();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
