package dev.holdfast.examples.flights;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Where the rows come from: a CSV file, gzipped or not, or the flights that come with this module (see the README beside
 * them for their source). It is opened several times, so a pipe will not do.
 *
 * @param file the file; empty for the flights that come with this module
 */
record FlightData(Optional<Path> file) {

    static final String BUNDLED = "flights-2001q1.csv.gz";
    static final String BUNDLED_BOARD = "flights-2001q1.expected.csv";
    private static final int BUFFER = 1 << 16;

    String name() {
        return file.map(Path::toString).orElse(BUNDLED);
    }

    InputStream open() throws IOException {
        InputStream raw =
                new BufferedInputStream(file.isPresent() ? Files.newInputStream(file.get()) : bundled(BUNDLED), BUFFER);
        raw.mark(2);
        boolean gzipped = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return gzipped ? new GZIPInputStream(raw, BUFFER) : raw;
    }

    static InputStream bundled(String name) throws FileNotFoundException {
        InputStream found = FlightData.class.getResourceAsStream(name);
        if (found == null) {
            throw new FileNotFoundException("this build lacks " + name);
        }
        return found;
    }
}
