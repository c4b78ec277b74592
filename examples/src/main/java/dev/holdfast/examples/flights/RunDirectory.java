package dev.holdfast.examples.flights;

import dev.holdfast.examples.flights.Flights.UsageException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The directory of a run: the log, what the workers wrote to stderr, the rows set aside, and what data it belongs to.
 *
 * @param path where it is
 * @param temporary whether it is deleted after success
 */
record RunDirectory(Path path, boolean temporary) {

    private static final String ABOUT = "run.properties";
    private static final String CHECKSUM = "data.crc32c";
    private static final String ROWS = "data.rows";

    /** Finds or creates the directory the options name. */
    static RunDirectory of(Options options) throws IOException, UsageException {
        Path dir = options.dir;
        if (dir == null) {
            if (options.resume) {
                throw new UsageException("--resume needs --dir, the directory of the run to go on with");
            }
            return new RunDirectory(Files.createTempDirectory("holdfast-flights-"), true);
        }
        boolean used = Files.isDirectory(dir) && !isEmpty(dir);
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
        return new RunDirectory(Files.createDirectories(dir), false);
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
        return path.resolve("bad-rows.csv");
    }

    /** What a process of this run writes to stderr. */
    Path errors(String process) {
        return path.resolve(process + ".log");
    }

    void delete() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean isEmpty(Path dir) throws IOException {
        try (Stream<Path> entries = Files.list(dir)) {
            return entries.findAny().isEmpty();
        }
    }
}
