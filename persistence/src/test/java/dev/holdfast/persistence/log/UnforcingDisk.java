package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.DirectoryLock;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A disk on which {@link StorageFile#force} is left out: what a log that forgot to force would do. */
record UnforcingDisk(Disk disk) implements Disk {

    @Override
    public Directory open(Path path) throws IOException {
        return new Unforced(disk.open(path));
    }

    private record Unforced(Directory directory) implements Directory {

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
            return new UnforcedFile(directory.create(name));
        }

        @Override
        public StorageFile open(String name, Access access) throws IOException {
            return new UnforcedFile(directory.open(name, access));
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

    private record UnforcedFile(StorageFile file) implements StorageFile {

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
            file.write(source, position);
        }

        @Override
        public void allocate(long size) throws IOException {
            file.allocate(size);
        }

        @Override
        public void force() {}

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
