package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads all of a log, past all damage, without changing anything and without locking the directory.
 *
 * <p>A log that is being written can be surveyed, too; what is written meanwhile may be missing or look torn. Memory is
 * bounded by the largest frame and one index. The caller waits; call from a thread nobody interrupts.
 */
public final class LogSurvey {

    private LogSurvey() {}

    /**
     * Surveys the log in a directory that exists (one that does not would be created by the disk).
     *
     * @throws LogException if files cannot be read; damage is no reason to fail
     */
    public static SurveySummary run(Path path, Disk disk, SurveyVisitor visitor) {
        try (Directory directory = disk.open(path)) {
            Survey survey = new Survey(directory, visitor);
            Optional<StoreFile> store = survey.readStore();
            List<SegmentFile> files = SegmentFile.openAll(directory);
            try {
                return survey.run(store, files);
            } finally {
                for (SegmentFile file : files) {
                    file.file().close();
                }
            }
        } catch (IOException e) {
            throw new LogException(
                    "Log " + path + " cannot be surveyed (" + e + "); nothing was changed. Check that the disk works"
                            + " and the directory may be read",
                    e);
        }
    }
}
