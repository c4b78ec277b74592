package dev.holdfast.persistence.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a full disk. Java hides the operating system's error number behind its text, so the text is looked at
 * (ENOSPC and EDQUOT of Linux, macOS, Windows). Where that is translated the file system is asked: whatever fails on one
 * without a free block counts as a lack of space, which only means that it is tried again.
 */
final class Shortage {

    private static final long BLOCK = 4096;

    private static final List<String> TEXTS = List.of(
            "No space left on device",
            "Disk quota exceeded",
            "Disc quota exceeded",
            "There is not enough space on the disk");

    private Shortage() {}

    /** What to throw for a failed write, allocation or creation. */
    static IOException of(Path file, IOException failure) {
        return saysSo(failure) || isFull(file) ? full(file, failure) : failure;
    }

    /** What to throw for a failed force: whether space was lacking is only believed when it is said. */
    static IOException ofForce(Path file, IOException failure) {
        return saysSo(failure) ? full(file, failure) : failure;
    }

    private static boolean saysSo(IOException failure) {
        String message = failure.getMessage();
        return message != null && TEXTS.stream().anyMatch(message::contains);
    }

    private static boolean isFull(Path file) {
        @Nullable Path directory = file.getParent();
        try {
            return directory != null && Files.getFileStore(directory).getUsableSpace() < BLOCK;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static DiskFullException full(Path file, IOException failure) {
        return new DiskFullException("There is no room for " + file + " (" + failure.getMessage() + ")", failure);
    }
}
