package dev.holdfast.console.journal;

import dev.holdfast.console.output.ConsoleException;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.log.LogSurvey;
import dev.holdfast.persistence.log.SurveySummary;
import dev.holdfast.persistence.log.SurveyVisitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A directory with a log that a command looks into. */
public record LogDirectory(Path path) {

    private static final String STORE = "holdfast.store";
    private static final String SEGMENT = ".segment";

    /** @throws ConsoleException when there is no log */
    public LogDirectory {
        if (!Files.exists(path)) {
            throw new ConsoleException("there is no directory " + path);
        }
        if (!Files.isDirectory(path)) {
            throw new ConsoleException(path + " is no directory; name the one that holds the log's segments");
        }
        if (!holdsLog(path)) {
            throw new ConsoleException(
                    path + " holds no log: neither " + STORE + " nor a segment is in it" + hint(path));
        }
    }

    /** Reads all of it. */
    public SurveySummary survey(SurveyVisitor visitor) {
        return LogSurvey.run(path, Disk.system(), visitor);
    }

    /** What to say of an id that has no record here. */
    ConsoleException nothingOf(String id) {
        return new ConsoleException("there is nothing of '" + id + "' in " + path + "; holdfast journal ids " + path
                + " lists what there is");
    }

    /** Most likely somebody named the directory above. */
    private static String hint(Path path) {
        List<Path> below = list(path).stream()
                .filter(inner -> Files.isDirectory(inner) && holdsLog(inner))
                .toList();
        return below.isEmpty() ? "" : "; did you mean " + below.get(0) + "?";
    }

    private static boolean holdsLog(Path directory) {
        return list(directory).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .anyMatch(name -> name.equals(STORE) || name.endsWith(SEGMENT));
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new ConsoleException(directory + " cannot be read (" + e + ")");
        }
    }
}
