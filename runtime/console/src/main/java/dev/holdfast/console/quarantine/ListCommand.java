package dev.holdfast.console.quarantine;

import dev.holdfast.console.journal.LogDirectory;
import dev.holdfast.console.output.Column;
import dev.holdfast.console.output.Document;
import dev.holdfast.console.output.Document.Listing;
import dev.holdfast.console.output.OutputOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast quarantine list}: what is set aside. */
@Command(
        name = "list",
        description = {
            "Lists the commands that are set aside, with which nobody has dealt yet.",
            "Reads the whole log; changes nothing and takes no lock."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "1:there is no log, or it cannot be read", "3:listed, but the log is damaged"})
final class ListCommand implements Callable<Integer> {

    private static final List<Column> COLUMNS = List.of(
            Column.text("COMPONENT", "component"),
            Column.text("ID", "id"),
            Column.text("TIME", "time"),
            Column.text("COMMAND", "command"),
            Column.bytes("SIZE", "bytes"),
            Column.text("FAULT", "fault"),
            Column.text("REASON", "reason"));

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "DIRECTORY", description = "The directory of a log.")
    private Path directory = Path.of("");

    @Option(names = "--of", paramLabel = "ID", description = "Only those of this component, such as 'account|42'.")
    private Optional<String> of = Optional.empty();

    @Override
    public Integer call() {
        QuarantineSurvey survey = QuarantineSurvey.of(new LogDirectory(directory), of);
        try (Document document = output.document()) {
            Listing list = document.list("quarantine", "command", COLUMNS);
            survey.open().all().forEach(command -> list.add(QuarantineSurvey.row(command)));
        }
        return survey.report(output.err());
    }
}
