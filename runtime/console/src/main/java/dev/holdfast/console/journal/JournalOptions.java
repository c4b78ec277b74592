package dev.holdfast.console.journal;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The parameter of commands that look at a whole log. */
final class JournalOptions {

    @Parameters(paramLabel = "DIRECTORY", description = "The directory of a log: one of holdfast.persistence.mirrors.")
    private Path directory = Path.of("");

    LogDirectory directory() {
        return new LogDirectory(directory);
    }
}
