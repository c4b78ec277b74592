package dev.holdfast.console.quarantine;

import dev.holdfast.console.output.Document;
import dev.holdfast.console.output.OutputOptions;
import dev.holdfast.console.output.Texts;
import dev.holdfast.operator.QuarantineReader;
import dev.holdfast.operator.QuarantinedCommand;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast quarantine show}: one command that is set aside. */
@Command(
        name = "show",
        description = {"Shows a command that is set aside, with its content.", "Changes nothing and takes no lock."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown",
            "1:there is no log, or it cannot be read",
            "3:shown, but the log is damaged",
            "6:refused: it is not set aside, or somebody has dealt with it"
        })
final class ShowCommand implements Callable<Integer> {

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private QuarantineOptions options = new QuarantineOptions();

    @Override
    public Integer call() {
        QuarantineSurvey survey = QuarantineSurvey.of(
                options.directory(), Optional.of(options.id().target()));
        QuarantinedCommand command =
                survey.open().find(options.id()).orElseThrow(() -> QuarantineReader.notSetAside(options.id()));
        Map<String, Object> row = QuarantineSurvey.row(command);
        command.json()
                .ifPresentOrElse(
                        json -> row.put("content", json),
                        () -> row.put(
                                "base64",
                                Base64.getEncoder()
                                        .encodeToString(command.command().bytes())));
        try (Document document = output.document()) {
            document.values("command", row, text(row));
        }
        return survey.report(output.err());
    }

    private static String text(Map<String, Object> row) {
        return row.entrySet().stream()
                .map(value -> value.getKey() + ": " + Texts.safe(String.valueOf(value.getValue())))
                .collect(Collectors.joining("\n"));
    }
}
