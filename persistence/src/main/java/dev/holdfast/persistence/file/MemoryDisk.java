package dev.holdfast.persistence.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A disk in heap, for tests that open thousands of logs. Safe for use by any thread. */
public final class MemoryDisk implements Disk {

    private final Map<Path, Map<String, Content>> directories = new HashMap<>();
    private final Map<Path, Boolean> locked = new HashMap<>();

    private static final class Content {
        private byte[] bytes = {};
    }

    private synchronized Map<String, Content> files(Path directory) {
        return directories.computeIfAbsent(directory, path -> new TreeMap<>());
    }

    /** The names of the files in a directory, sorted. */
    public synchronized List<String> names(Path directory) {
        return List.copyOf(files(directory).keySet());
    }

    /** The bytes of a file, as they stand; a change goes into the file. */
    public synchronized byte[] bytes(Path directory, String name) {
        Content content = files(directory).get(name);
        if (content == null) {
            throw new IllegalArgumentException("No file " + name + " in " + directory);
        }
        return content.bytes;
    }

    /** Replaces a file's bytes. */
    public synchronized void replace(Path directory, String name, byte[] bytes) {
        Content content = new Content();
        content.bytes = bytes;
        files(directory).put(name, content);
    }

    /** Removes a file. */
    public synchronized void remove(Path directory, String name) {
        files(directory).remove(name);
    }

    /** An independent copy of everything, without locks. */
    public synchronized MemoryDisk copy() {
        MemoryDisk copy = new MemoryDisk();
        directories.forEach((path, files) -> {
            TreeMap<String, Content> copied = new TreeMap<>();
            files.forEach((name, content) -> {
                Content twin = new Content();
                twin.bytes = content.bytes.clone();
                copied.put(name, twin);
            });
            copy.directories.put(path, copied);
        });
        return copy;
    }

    @Override
    public synchronized Directory open(Path path) {
        return new MemoryDirectory(path);
    }

    private final class MemoryDirectory implements Directory {

        private final Path path;
        private final Map<String, Content> files;

        MemoryDirectory(Path path) {
            this.path = path;
            this.files = files(path);
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public List<String> list() {
            synchronized (MemoryDisk.this) {
                return List.copyOf(files.keySet());
            }
        }

        @Override
        public StorageFile create(String name) throws IOException {
            synchronized (MemoryDisk.this) {
                if (files.putIfAbsent(name, new Content()) != null) {
                    throw new FileAlreadyExistsException(name);
                }
                return new MemoryFile(find(name));
            }
        }

        @Override
        public StorageFile open(String name, Access access) throws IOException {
            synchronized (MemoryDisk.this) {
                return new MemoryFile(find(name));
            }
        }

        @Override
        public void rename(String from, String to) throws IOException {
            synchronized (MemoryDisk.this) {
                files.put(to, find(from));
                files.remove(from);
            }
        }

        @Override
        public void delete(String name) throws IOException {
            synchronized (MemoryDisk.this) {
                find(name);
                files.remove(name);
            }
        }

        private Content find(String name) throws IOException {
            Content content = files.get(name);
            if (content == null) {
                throw new NoSuchFileException(name);
            }
            return content;
        }

        @Override
        public Space space() {
            synchronized (MemoryDisk.this) {
                long used = files.values().stream()
                        .mapToLong(content -> content.bytes.length)
                        .sum();
                return new Space(used, Long.MAX_VALUE);
            }
        }

        @Override
        public void force() {}

        @Override
        public DirectoryLock lock(String name) throws IOException {
            synchronized (MemoryDisk.this) {
                if (locked.putIfAbsent(path, true) != null) {
                    throw new DirectoryLockedException(path, "this test");
                }
            }
            return () -> {
                synchronized (MemoryDisk.this) {
                    locked.remove(path);
                }
            };
        }

        @Override
        public void close() {}
    }

    private final class MemoryFile implements StorageFile {

        private final Content content;

        MemoryFile(Content content) {
            this.content = content;
        }

        @Override
        public long size() {
            synchronized (MemoryDisk.this) {
                return content.bytes.length;
            }
        }

        @Override
        public int read(ByteBuffer target, long position) {
            synchronized (MemoryDisk.this) {
                int length = (int) Math.max(0, Math.min(target.remaining(), content.bytes.length - position));
                if (length > 0) {
                    target.put(content.bytes, (int) position, length);
                }
                return length;
            }
        }

        @Override
        public void write(ByteBuffer source, long position) {
            synchronized (MemoryDisk.this) {
                int length = source.remaining();
                allocate(position + length);
                source.get(content.bytes, (int) position, length);
            }
        }

        @Override
        public void allocate(long size) {
            synchronized (MemoryDisk.this) {
                if (size > content.bytes.length) {
                    content.bytes = Arrays.copyOf(content.bytes, (int) size);
                }
            }
        }

        @Override
        public void force() {}

        @Override
        public void forceWithMetadata() {}

        @Override
        public void close() {}
    }
}
