package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The open segment files, by number. Safe for use by any thread. */
final class Segments {

    private static final String SUFFIX = ".segment";

    private final Map<Long, Handle> files = new ConcurrentHashMap<>();

    /** A file in use; it stays open until it is given back, even when the segment is removed. */
    interface Use extends AutoCloseable {

        StorageFile file();

        @Override
        void close() throws IOException;
    }

    /** A segment is not there any more, because all in it was deleted. */
    static final class RetiredException extends IOException {

        private static final long serialVersionUID = 1;

        RetiredException(long number) {
            super("Segment " + name(number) + " is not open; all in it was deleted");
        }
    }

    /** A file and how many use it; it is closed when it was removed and nobody does. */
    private static final class Handle implements Use {

        private final StorageFile file;
        private int users = 1; // the map

        Handle(StorageFile file) {
            this.file = file;
        }

        synchronized boolean use() {
            boolean open = users > 0;
            if (open) {
                users++;
            }
            return open;
        }

        @Override
        public StorageFile file() {
            return file;
        }

        @Override
        public synchronized void close() throws IOException {
            users--;
            if (users == 0) {
                file.close();
            }
        }
    }

    static String name(long number) {
        return stem(number) + SUFFIX;
    }

    /** What the names of all files of a segment begin with. */
    static String stem(long number) {
        return String.format("%08d", number);
    }

    static boolean isName(String name) {
        return name.matches("\\d{8,10}\\.segment") && name.equals(name(number(name)));
    }

    static long number(String name) {
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    void add(long number, StorageFile file) {
        files.put(number, new Handle(file));
    }

    /** Closes a segment's file once nobody uses it. */
    void remove(long number) throws IOException {
        Handle handle = files.remove(number);
        if (handle != null) {
            handle.close();
        }
    }

    /**
     * A segment's file, to be given back.
     *
     * @throws RetiredException if it is not there any more
     */
    Use use(long number) throws RetiredException {
        Handle handle = files.get(number);
        if (handle == null || !handle.use()) {
            throw new RetiredException(number);
        }
        return handle;
    }

    /** Closes all files at once; reads under way fail. */
    void close() throws IOException {
        Closing.all(files.values().stream().map(Handle::file).toList());
    }
}
