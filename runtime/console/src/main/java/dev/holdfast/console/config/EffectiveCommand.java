package dev.holdfast.console.config;

import dev.holdfast.config.CheckedConfiguration;
import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.ConfigurationFiles;
import dev.holdfast.config.EffectiveValue;
import dev.holdfast.console.output.Document;
import dev.holdfast.console.output.Document.Listing;
import dev.holdfast.console.output.ExitCodes;
import dev.holdfast.console.output.OutputOptions;
import dev.holdfast.console.output.OutputOptions.Format;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast config effective}: what takes effect, defaults included. */
@Command(
        name = "effective",
        description = {
            "Shows every setting that takes effect, defaults included.",
            "As a HOCON file that is accepted again. Each file overrides those before it. In JSON each value has its"
                    + " origin."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "2:wrong use", "3:the configuration is invalid; its problems are on stderr"})
final class EffectiveCommand implements Callable<Integer> {

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--origins", description = "Above each value a comment with the place where it was written.")
    private boolean origins;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A HOCON file.")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        try {
            show(ConfigurationFiles.read(files));
            return ExitCodes.OK;
        } catch (ConfigurationException refusal) {
            refusal.problems().forEach(problem -> output.err().println(problem));
            return ExitCodes.NEGATIVE;
        }
    }

    private void show(CheckedConfiguration configuration) {
        if (output.format() == Format.TABLE) {
            output.out()
                    .print(
                            origins
                                    ? configuration.hoconWithOrigins()
                                    : configuration.settings().hocon());
            return;
        }
        try (Document document = output.document()) {
            Listing settings = document.list("settings", "setting", List.of());
            configuration.values().forEach(value -> settings.add(row(value)));
        }
    }

    private static Map<String, Object> row(EffectiveValue value) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("path", value.path());
        row.put("value", value.plain());
        row.put("origin", value.origin());
        return row;
    }
}
