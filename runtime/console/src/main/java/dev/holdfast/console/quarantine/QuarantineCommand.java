package dev.holdfast.console.quarantine;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast quarantine}. */
@Command(
        name = "quarantine",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Shows commands that were set aside, and gives them up.",
            "list and show change nothing and take no lock; discard needs a stopped system. To issue one again, as it was"
                    + " or edited, takes a running system: Holdfast.operator()."
        },
        commandListHeading = "%nCommands:%n",
        subcommands = {
            ListCommand.class,
            ShowCommand.class,
            DiscardCommand.class,
            ReissueCommand.class,
            EditCommand.class
        })
public final class QuarantineCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "holdfast quarantine: name a command");
    }
}
