package dev.holdfast.console.config;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast config}. */
@Command(
        name = "config",
        synopsisSubcommandLabel = "COMMAND",
        description = "Checks configuration files before anything starts.",
        commandListHeading = "%nCommands:%n",
        subcommands = {CheckCommand.class, EffectiveCommand.class, DocsCommand.class})
public final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "holdfast config: name a command");
    }
}
