package dev.holdfast.operator;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.Directory.Access;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.file.StorageFile;
import dev.holdfast.persistence.log.LogException;
import dev.holdfast.persistence.log.LogOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** How large a log's segments are, so that one that a tool adds is not larger than its system's. */
final class SegmentSize {

    private static final String SEGMENT = ".segment";

    private SegmentSize() {}

    private static boolean fits(long bytes) {
        try {
            return LogOptions.defaults().withSegmentSize(bytes).segmentSize() == bytes;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** That of the newest segment; the default where there is none, or only the beginning of one. */
    static long of(Path path, Disk disk) {
        try (Directory directory = disk.open(path)) {
            Optional<String> newest = directory.list().stream()
                    .filter(name -> name.endsWith(SEGMENT))
                    .max(Comparator.naturalOrder());
            if (newest.isEmpty()) {
                return LogOptions.defaults().segmentSize();
            }
            try (StorageFile file = directory.open(newest.get(), Access.READ)) {
                return fits(file.size()) ? file.size() : LogOptions.defaults().segmentSize();
            }
        } catch (IOException e) {
            throw new LogException(
                    "Log " + path + " cannot be opened (" + e + "); nothing was changed. Check that the disk works", e);
        }
    }
}
