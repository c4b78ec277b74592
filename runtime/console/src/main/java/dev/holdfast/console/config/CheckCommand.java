package dev.holdfast.console.config;

import dev.holdfast.config.CheckedConfiguration;
import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.ConfigurationFiles;
import dev.holdfast.config.EffectiveValue;
import dev.holdfast.config.Problem;
import dev.holdfast.console.output.Column;
import dev.holdfast.console.output.Document;
import dev.holdfast.console.output.Document.Listing;
import dev.holdfast.console.output.ExitCodes;
import dev.holdfast.console.output.OutputOptions;
import dev.holdfast.console.output.Texts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code holdfast config check}: every problem of every file, and a verdict. */
@Command(
        name = "check",
        description = {
            "Shows every problem in any of several configuration files.",
            "They are read as one configuration: each file overrides those before it; what they include is followed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:valid", "2:wrong use", "3:invalid"})
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A HOCON file.")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        try (Document document = output.document()) {
            try {
                valid(document, ConfigurationFiles.read(files));
                return ExitCodes.OK;
            } catch (ConfigurationException refusal) {
                invalid(document, refusal.problems());
                return ExitCodes.NEGATIVE;
            }
        }
    }

    private void valid(Document document, CheckedConfiguration configuration) {
        long set = configuration.values().stream()
                .filter(value -> !value.origin().equals(EffectiveValue.DEFAULT))
                .count();
        int all = configuration.values().size();
        document.list("problems", "problem", List.of());
        document.values(
                "verdict",
                Map.of("verdict", "valid"),
                output.style().good("valid") + ": " + set + " of " + all
                        + " settings set, the others are defaults; holdfast config effective shows them all");
    }

    private void invalid(Document document, List<Problem> problems) {
        Listing list = document.list(
                "problems", "problem", List.of(Column.made("", row -> Texts.safe(String.valueOf(row.get("text"))))));
        problems.forEach(problem -> list.add(row(problem)));
        document.values(
                "verdict",
                Map.of("verdict", "invalid"),
                output.style().bad("invalid") + ": " + Texts.count(problems.size(), "problem"));
    }

    private static Map<String, Object> row(Problem problem) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("file", problem.origin());
        problem.line().ifPresent(line -> row.put("line", line));
        row.put("path", problem.path());
        row.put("wrong", problem.wrong());
        row.put("allowed", problem.allowed());
        row.put("text", problem.toString());
        return row;
    }
}
