package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The open segment files, by number. Safe for use by any thread. */
final class Segments {

    private static final String SUFFIX = ".segment";

    private final Map<Long, StorageFile> files = new ConcurrentHashMap<>();

    static String name(long number) {
        return String.format("%08d%s", number, SUFFIX);
    }

    static boolean isName(String name) {
        return name.matches("\\d{8,10}\\.segment") && name.equals(name(number(name)));
    }

    static long number(String name) {
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    void add(long number, StorageFile file) {
        files.put(number, file);
    }

    void remove(long number) throws IOException {
        StorageFile file = files.remove(number);
        if (file != null) {
            file.close();
        }
    }

    StorageFile get(long number) {
        StorageFile file = files.get(number);
        if (file == null) {
            throw new IllegalStateException("Segment " + name(number) + " is not open");
        }
        return file;
    }

    void close() throws IOException {
        for (StorageFile file : files.values()) {
            file.close();
        }
    }
}
