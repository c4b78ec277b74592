package dev.holdfast.console.output;

import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that shows data. */
public final class OutputOptions {

    /** Set by the launcher when stdout is a terminal. */
    private static final String TERMINAL = "holdfast.console.terminal";

    /** The form of the data. */
    public enum Format {
        /** For people. */
        TABLE,
        /** One JSON object. */
        JSON,
        /** One JSON object a line, each with its type. */
        JSONL
    }

    @Option(
            names = "--output",
            paramLabel = "table|json|jsonl",
            description = "The form of the data; without it, table.")
    private Format format = Format.TABLE;

    @Option(names = "--json", description = "Short for --output json.")
    private boolean json;

    @Option(names = "--no-color", description = "No colours, as when NO_COLOR is set or stdout is no terminal.")
    private boolean noColor;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** The form that was asked for. */
    public Format format() {
        return json ? Format.JSON : format;
    }

    /** Where the data go. */
    public PrintWriter out() {
        return command.commandLine().getOut();
    }

    /** Where all else goes. */
    public PrintWriter err() {
        return command.commandLine().getErr();
    }

    /** How to mark what matters. */
    public Style style() {
        String noColour = Optional.ofNullable(System.getenv("NO_COLOR")).orElse("");
        return Style.of(Boolean.getBoolean(TERMINAL) && !noColor && noColour.isEmpty());
    }

    /** Begins to show data; to be closed when all were shown. */
    public Document document() {
        return switch (format()) {
            case TABLE -> new TableDocument(out(), style());
            case JSON -> JsonDocument.whole(out());
            case JSONL -> JsonDocument.lines(out());
        };
    }
}
