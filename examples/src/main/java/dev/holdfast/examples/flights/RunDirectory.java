package dev.holdfast.examples.flights;

import dev.holdfast.examples.flights.Flights.UsageException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The directory of a run: the log, what the workers wrote to stderr, the rows set aside, and what data it belongs to.
 *
 * @param path where it is
 * @param temporary whether it is deleted after success
 * @param created whether this run created it
 * @param resumed whether it holds a run that this one goes on with
 */
record RunDirectory(Path path, boolean temporary, boolean created, boolean resumed) {

    private static final String ABOUT = "run.properties";
    private static final String CHECKSUM = "data.crc32c";
    private static final String ROWS = "data.rows";
    private static final String BAD_ROWS = "bad-rows.csv";
    private static final String NEXT_BAD_ROWS = "bad-rows.csv.next";

    /** Finds or creates the directory the options name. */
    static RunDirectory of(Options options) throws IOException, UsageException {
        Path dir = options.dir;
        if (dir == null) {
            if (options.resume) {
                throw new UsageException("--resume needs --dir, the directory of the run to go on with");
            }
            return new RunDirectory(Files.createTempDirectory("holdfast-flights-"), true, true, false);
        }
        boolean used = Files.isDirectory(dir) && isUsed(dir);
        if (options.resume && !Files.exists(dir.resolve(ABOUT))) {
            throw new UsageException("there is no run in " + dir + " to go on with: leave out --resume");
        }
        if (used && !options.resume) {
            throw new UsageException(
                    dir + " is not empty: go on with the run in it by --resume, or name another directory");
        }
        if (Files.exists(dir) && !Files.isDirectory(dir)) {
            throw new UsageException(dir + " is no directory");
        }
        boolean created = !Files.exists(dir);
        return new RunDirectory(Files.createDirectories(dir), false, created, options.resume);
    }

    /** Writes down what data the run is about or, when it is there, compares. */
    void belongsTo(Survey survey, FlightData data) throws IOException, UsageException {
        Path about = path.resolve(ABOUT);
        Properties properties = new Properties();
        if (Files.exists(about)) {
            try (Reader in = Files.newBufferedReader(about)) {
                properties.load(in);
            }
            if (!Long.toHexString(survey.checksum()).equals(properties.getProperty(CHECKSUM))) {
                throw new UsageException(path + " holds a run of other data, " + properties.getProperty("data.name")
                        + " with " + properties.getProperty(ROWS) + " rows; " + data.name() + " cannot go on with it");
            }
            return;
        }
        properties.setProperty("data.name", data.name());
        properties.setProperty(ROWS, Long.toString(survey.rows()));
        properties.setProperty(CHECKSUM, Long.toHexString(survey.checksum()));
        try (Writer out = Files.newBufferedWriter(about)) {
            properties.store(out, "examples/run flights");
        }
    }

    /** The directory of the embedded log. */
    Path log() {
        return path.resolve("log");
    }

    /** What the rows set aside were, and why. */
    Path badRows() {
        return path.resolve(BAD_ROWS);
    }

    /** Where the rows set aside stand until it is certain that the data belongs to this directory. */
    Path nextBadRows() {
        return path.resolve(NEXT_BAD_ROWS);
    }

    /** The rows set aside are those of this directory's data. */
    void keepBadRows() throws IOException {
        Files.move(nextBadRows(), badRows(), StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a process of this run writes to stderr. */
    Path errors(String process) {
        return path.resolve(process + ".log");
    }

    /** Removes what a run that was refused has left, and nothing that was there before it. */
    void discard() throws IOException {
        if (created) {
            delete();
            return;
        }
        Files.deleteIfExists(nextBadRows());
        if (!resumed) {
            Files.deleteIfExists(path.resolve(ABOUT));
        }
    }

    /** Deletes it with all that is in it. */
    void delete() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Rows set aside do not make it a used one: a run that ended while it read its data has left no more than these. */
    private static boolean isUsed(Path dir) throws IOException {
        try (Stream<Path> entries = Files.list(dir)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .anyMatch(name -> !name.equals(BAD_ROWS) && !name.equals(NEXT_BAD_ROWS));
        }
    }
}
