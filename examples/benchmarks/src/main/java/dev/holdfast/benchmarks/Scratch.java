package dev.holdfast.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory of a benchmark's own, in {@code java.io.tmpdir}, deleted when it is closed. */
public final class Scratch implements AutoCloseable {

    private final Path path;

    private Scratch(Path path) {
        this.path = path;
    }

    /** A new one. */
    public static Scratch create(String name) throws IOException {
        return new Scratch(Files.createTempDirectory(name));
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** A new directory in it. */
    public Path directory(String name) throws IOException {
        return Files.createDirectory(path.resolve(name));
    }

    /** Deletes a directory in it. */
    public void delete(String name) throws IOException {
        delete(path.resolve(name));
    }

    private static void delete(Path root) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(root)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }

    @Override
    public void close() throws IOException {
        delete(path);
    }
}
