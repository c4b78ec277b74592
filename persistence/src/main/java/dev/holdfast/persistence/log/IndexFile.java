package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that hold indexes: {@code 00000001.index} beside {@code 00000001.segment}. */
final class IndexFile {

    private static final Logger LOG = LoggerFactory.getLogger(IndexFile.class);

    private static final String SUFFIX = ".index";
    private static final String NEXT = ".index.next";

    private IndexFile() {}

    /** What was found where an index should be. */
    sealed interface Found {

        /** A head that is sound, and where the rest is. */
        record Sound(IndexHead head, IndexSource source) implements Found {}

        /** There is no such file. */
        record Missing() implements Found {}

        /** The head or the length is wrong, or cannot be read. */
        record Damaged(String finding) implements Found {}
    }

    static String name(long segment) {
        return Segments.stem(segment) + SUFFIX;
    }

    /** Whether it is an index, whole or half written, of a segment. */
    static boolean isName(String name) {
        return name.matches("\\d{8,10}\\.index(\\.next)?");
    }

    static boolean isWhole(String name) {
        return name.endsWith(SUFFIX);
    }

    static long segment(String name) {
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }

    /** Reads the head of a segment's index. What cannot be read is damaged: it can be made again (rule D6). */
    static Found read(Directory directory, long segment) {
        StorageFile file;
        try {
            file = directory.open(name(segment), Directory.Access.READ);
        } catch (NoSuchFileException e) {
            return new Found.Missing();
        } catch (IOException e) {
            return new Found.Damaged("it cannot be opened (" + e + ")");
        }
        Found found = new Found.Missing();
        try {
            found = read(file, segment);
            return found;
        } finally {
            if (!(found instanceof Found.Sound)) {
                close(file, segment);
            }
        }
    }

    private static Found read(StorageFile file, long segment) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(IndexHead.BYTES);
            file.read(bytes, 0);
            long size = file.size();
            return IndexHead.decode(bytes.flip())
                    .filter(head -> head.length() == size && head.segment() == segment)
                    .<Found>map(head -> new Found.Sound(head, IndexSource.of(file)))
                    .orElseGet(() -> new Found.Damaged("its head or its length is wrong"));
        } catch (IOException e) {
            return new Found.Damaged("its head cannot be read (" + e + ")");
        }
    }

    private static void close(StorageFile file, long segment) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("Index {} is damaged, and could not be closed ({})", name(segment), e.toString());
        }
    }

    /** Stores an index, in place of one that may be there; after a crash either stands there, or none. */
    static IndexSource write(Directory directory, long segment, ByteBuffer image) throws IOException {
        String next = Segments.stem(segment) + NEXT;
        if (directory.list().contains(next)) {
            directory.delete(next);
        }
        StorageFile file = directory.create(next);
        try {
            file.write(image.duplicate(), 0);
            file.forceWithMetadata();
            directory.rename(next, name(segment));
            directory.force();
            return IndexSource.of(file);
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            remove(directory, next, e);
            throw e;
        }
    }

    /** On a full disk the part that was written must not take the last space. */
    private static void remove(Directory directory, String next, Throwable because) {
        try {
            if (directory.list().contains(next)) {
                directory.delete(next);
            }
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }
}
