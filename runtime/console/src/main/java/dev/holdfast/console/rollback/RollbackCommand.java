package dev.holdfast.console.rollback;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code holdfast rollback}. */
@Command(
        name = "rollback",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Takes back what should not have happened to a component of a stopped system.",
            "First plan, and look at what it takes; then apply with the plan's token. The log is opened, so that no other"
                    + " process can use it meanwhile. In a running system use Holdfast.operator()."
        },
        commandListHeading = "%nCommands:%n",
        subcommands = {PlanCommand.class, ApplyCommand.class})
public final class RollbackCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "holdfast rollback: name a command");
    }
}
