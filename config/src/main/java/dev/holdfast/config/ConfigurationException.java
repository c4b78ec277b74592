package dev.holdfast.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration is refused. Holds every problem found, not only the first; nothing was started. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** Of at least one problem; the message lists each on a line of its own. */
    public ConfigurationException(List<Problem> problems) {
        super(problems.stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n  ", "the Holdfast configuration is refused:\n  ", "")));
        this.problems = List.copyOf(problems);
    }

    /** All that is wrong, file by file and line by line. */
    public List<Problem> problems() {
        return problems;
    }
}
