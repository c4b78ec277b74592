package dev.holdfast.persistence.checkpoint;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.DirectoryLock;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disk before another that notes which files are opened, and on which one file cannot be read. */
final class UnreadableDisk implements Disk {

    private final Disk disk;
    private final String unreadable;
    private final List<String> opened = new ArrayList<>();

    UnreadableDisk(Disk disk, String unreadable) {
        this.disk = disk;
        this.unreadable = unreadable;
    }

    List<String> opened() {
        return opened;
    }

    @Override
    public Directory open(Path path) throws IOException {
        return new Noting(disk.open(path));
    }

    private final class Noting implements Directory {

        private final Directory directory;

        Noting(Directory directory) {
            this.directory = directory;
        }

        @Override
        public StorageFile open(String name, Access access) throws IOException {
            opened.add(name);
            StorageFile file = directory.open(name, access);
            return name.equals(unreadable) ? new Unreadable(file) : file;
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
            return directory.create(name);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            directory.rename(from, to);
        }

        @Override
        public void delete(String name) throws IOException {
            directory.delete(name);
        }

        @Override
        public Space space() throws IOException {
            return directory.space();
        }

        @Override
        public void force() throws IOException {
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

    private record Unreadable(StorageFile file) implements StorageFile {

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            throw new IOException("Injected failure of read");
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            file.write(source, position);
        }

        @Override
        public void allocate(long size) throws IOException {
            file.allocate(size);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void forceWithMetadata() throws IOException {
            file.forceWithMetadata();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
