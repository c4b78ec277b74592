package dev.holdfast.console.component;

import dev.holdfast.console.output.ConsoleException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A class path as it is written for {@code java}: directories and jars; {@code DIRECTORY/*} is all jars in it. */
final class ClassPath {

    private static final String ALL = "*";

    private ClassPath() {}

    /** @throws ConsoleException when something named there does not exist */
    static URL[] urls(String text) {
        return Arrays.stream(text.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .flatMap(entry -> files(entry).stream())
                .map(ClassPath::url)
                .toArray(URL[]::new);
    }

    private static List<Path> files(String entry) {
        boolean all = entry.endsWith(File.separator + ALL) || entry.equals(ALL);
        Path path = Path.of(all ? entry.substring(0, entry.length() - 1) : entry);
        if (!Files.exists(path)) {
            throw new ConsoleException("there is no " + path + ", which --class-path names");
        }
        return all ? jars(path) : List.of(path);
    }

    private static List<Path> jars(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConsoleException(directory + ", which --class-path names, cannot be read (" + e + ")");
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException("a file has no URL", e);
        }
    }
}
