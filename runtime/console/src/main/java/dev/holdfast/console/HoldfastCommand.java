package dev.holdfast.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.console.config.ConfigCommand;
import dev.holdfast.console.journal.JournalCommand;
import dev.holdfast.console.output.ConsoleException;
import dev.holdfast.console.output.ExitCodes;
import dev.holdfast.console.quarantine.QuarantineCommand;
import dev.holdfast.console.rollback.RollbackCommand;
import dev.holdfast.kernel.UnfoldableException;
import dev.holdfast.operator.OrderRefused;
import dev.holdfast.persistence.entry.BrokenHistoryException;
import dev.holdfast.persistence.file.DirectoryLockedException;
import dev.holdfast.persistence.log.LogException;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code holdfast NOUN VERB}: the command line. */
@Command(
        name = "holdfast",
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Checks configurations, looks into journals, takes back what should not have happened. Data go to stdout, all else to stderr.",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is well",
            "1:failed: it could not be done",
            "2:wrong use",
            "3:it could be done, and the answer is no: invalid, corrupt",
            "4:whether it was done is not known",
            "6:refused: it must not be done, and nothing was"
        },
        subcommands = {ConfigCommand.class, JournalCommand.class, RollbackCommand.class, QuarantineCommand.class})
public final class HoldfastCommand implements Runnable {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "holdfast: name a command");
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(new BufferedWriter(new OutputStreamWriter(System.out, UTF_8)));
        PrintWriter err = new PrintWriter(System.err, true, UTF_8);
        System.exit(run(out, err, args));
    }

    /**
     * Runs a command.
     *
     * @param out gets its data
     * @param err gets all else
     * @return its exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        int code = new CommandLine(new HoldfastCommand())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler(HoldfastCommand::refuse)
                .setExecutionExceptionHandler(HoldfastCommand::fail)
                .execute(args);
        out.flush();
        err.flush();
        return code;
    }

    private static int refuse(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println(wrong.getMessage());
        if (command.getSubcommands().isEmpty()) {
            command.getErr().println("See " + command.getCommandSpec().qualifiedName() + " --help.");
        } else {
            command.usage(command.getErr());
        }
        return ExitCodes.USAGE;
    }

    /** What a user can do something about is said in a line; of a mistake of ours the whole stack is wanted. */
    private static int fail(Exception failure, CommandLine command, ParseResult arguments) {
        command.getOut().flush();
        if (isKnown(failure)) {
            command.getErr().println("holdfast: " + failure.getMessage());
        } else {
            command.getErr()
                    .println("holdfast: this is a mistake in Holdfast itself; please report it with what follows");
            failure.printStackTrace(command.getErr());
        }
        return code(failure);
    }

    private static boolean isKnown(Exception failure) {
        return failure instanceof ConsoleException
                || failure instanceof LogException
                || failure instanceof OrderRefused
                || failure instanceof UnfoldableException
                || failure instanceof BrokenHistoryException;
    }

    private static int code(Exception failure) {
        if (failure instanceof BrokenHistoryException) {
            return ExitCodes.NEGATIVE;
        }
        boolean inUse = failure instanceof LogException && failure.getCause() instanceof DirectoryLockedException;
        return failure instanceof OrderRefused || inUse ? ExitCodes.REFUSED : ExitCodes.FAILED;
    }
}
