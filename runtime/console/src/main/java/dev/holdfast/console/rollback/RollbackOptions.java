package dev.holdfast.console.rollback;

import dev.holdfast.console.component.ComponentParameter;
import dev.holdfast.console.journal.LogDirectory;
import dev.holdfast.console.operator.CommandNumber;
import dev.holdfast.operator.Rollback;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Range;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What is to be taken back. */
final class RollbackOptions {

    @Parameters(
            index = "0",
            paramLabel = "ID",
            converter = ComponentParameter.class,
            description = "A component, such as 'account|42'.")
    private ComponentId component = new ComponentId("none", "none");

    @Parameters(index = "1", paramLabel = "DIRECTORY", description = "The directory of a log.")
    private Path directory = Path.of("");

    @ArgGroup(multiplicity = "1")
    private Extent extent = new Extent();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** One of these. */
    static final class Extent {

        @Option(names = "--to", paramLabel = "REVISION", description = "All behind this revision; 0 for everything.")
        private Optional<Long> to = Optional.empty();

        @Option(
                names = "--revisions",
                paramLabel = "FIRST[-LAST]",
                converter = RangeConverter.class,
                description = "These revisions, whatever comes behind them.")
        private Optional<Range> revisions = Optional.empty();

        @Option(
                names = "--command",
                paramLabel = "SENDER#NUMBER",
                converter = CommandNumber.Converter.class,
                description = "What this command changed.")
        private Optional<CommandNumber> command = Optional.empty();
    }

    static final class RangeConverter implements ITypeConverter<Range> {
        @Override
        public Range convert(String value) {
            int dash = value.indexOf('-');
            try {
                long first = Long.parseLong(dash < 0 ? value : value.substring(0, dash));
                return new Range(first, dash < 0 ? first : Long.parseLong(value.substring(dash + 1)));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + value + "' is no FIRST-LAST: " + e.getMessage());
            }
        }
    }

    ComponentId component() {
        return component;
    }

    LogDirectory directory() {
        return new LogDirectory(directory);
    }

    Rollback rollback() {
        if (extent.revisions.isPresent()) {
            return Rollback.of(extent.revisions.get());
        }
        if (extent.command.isPresent()) {
            CommandNumber of = extent.command.get();
            return Rollback.ofCommand(of.sender(), of.number());
        }
        try {
            return Rollback.backTo(extent.to.orElseThrow(
                    () -> new IllegalArgumentException("say what: --to, --revisions or --command")));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "holdfast rollback: " + e.getMessage());
        }
    }

    /** The same on a command line. */
    String text() {
        String what = extent.revisions
                .map(range -> "--revisions " + range.first() + "-" + range.last())
                .or(() -> extent.command.map(of -> "--command '" + of + "'"))
                .orElseGet(() -> "--to " + extent.to.orElse(0L));
        return "'" + component + "' " + directory + " " + what;
    }
}
