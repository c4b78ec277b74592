package dev.holdfast.console.quarantine;

import dev.holdfast.console.component.ComponentParameter;
import dev.holdfast.console.journal.LogDirectory;
import dev.holdfast.console.operator.CommandNumber;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.ComponentId;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** One command that was set aside. */
final class QuarantineOptions {

    @Parameters(
            index = "0",
            paramLabel = "ID",
            converter = ComponentParameter.class,
            description = "A component, such as 'account|42'.")
    private ComponentId component = new ComponentId("none", "none");

    @Parameters(
            index = "1",
            paramLabel = "SENDER#NUMBER",
            converter = CommandNumber.Converter.class,
            description = "The command, as quarantine list names it.")
    private CommandNumber command = new CommandNumber("none", 1);

    @Parameters(index = "2", paramLabel = "DIRECTORY", description = "The directory of a log.")
    private Path directory = Path.of("");

    CommandId id() {
        return new CommandId(command.sender(), component.persistenceId(), command.number());
    }

    LogDirectory directory() {
        return new LogDirectory(directory);
    }
}
