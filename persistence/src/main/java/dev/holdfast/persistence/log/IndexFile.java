package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** The files that hold indexes: {@code 00000001.index} beside {@code 00000001.segment}. */
final class IndexFile {

    private static final String SUFFIX = ".index";
    private static final String NEXT = ".index.next";

    private IndexFile() {}

    /** What was found where an index should be. */
    sealed interface Found {

        /** A head that is sound, and where the rest is. */
        record Sound(IndexHead head, IndexSource source) implements Found {}

        /** There is no such file. */
        record Missing() implements Found {}

        /** The head or the length is wrong. */
        record Damaged() implements Found {}
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

    /** Reads the head of a segment's index. */
    static Found read(Directory directory, long segment) throws IOException {
        StorageFile file;
        try {
            file = directory.open(name(segment), Directory.Access.READ);
        } catch (NoSuchFileException e) {
            return new Found.Missing();
        }
        Optional<IndexHead> head = Optional.empty();
        try {
            ByteBuffer bytes = ByteBuffer.allocate(IndexHead.BYTES);
            file.read(bytes, 0);
            long size = file.size();
            head = IndexHead.decode(bytes.flip()).filter(h -> h.length() == size && h.segment() == segment);
        } finally {
            if (head.isEmpty()) {
                file.close();
            }
        }
        return head.<Found>map(sound -> new Found.Sound(sound, IndexSource.of(file)))
                .orElseGet(Found.Damaged::new);
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
            throw e;
        }
    }
}
