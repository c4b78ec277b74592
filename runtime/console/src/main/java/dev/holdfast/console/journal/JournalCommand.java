package dev.holdfast.console.journal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast journal}. */
@Command(
        name = "journal",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Looks into the directory of a log.",
            "Changes nothing and takes no lock: a log that is in use can be looked at, too; what is written meanwhile may"
                    + " be missing or look torn."
        },
        commandListHeading = "%nCommands:%n",
        subcommands = {
            IdsCommand.class,
            ShowCommand.class,
            StateCommand.class,
            DiffCommand.class,
            VerifyCommand.class,
            StatsCommand.class
        })
public final class JournalCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "holdfast journal: name a command");
    }
}
