package dev.holdfast.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.examples.account.AccountLesson;
import dev.holdfast.examples.flights.Flights;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code examples/run LESSON}: finds the lesson and runs it; without one, lists them. */
@Command(
        name = "examples/run",
        synopsisSubcommandLabel = "LESSON",
        description = "Runs a lesson. Each has --help.",
        commandListHeading = "%nLessons:%n",
        subcommands = {AccountLesson.class, Flights.class})
public final class Main implements Callable<Integer> {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Name a lesson.");
    }

    /** Runs the lesson and ends the process with its exit code: 0 for success, 2 for wrong use. */
    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8), args));
    }

    /** Runs the lesson. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(Main::refuse)
                .execute(args);
    }

    /** Says what is wrong, and lists the lessons when it is the lesson; a lesson's options are a long list, asked for by --help. */
    private static int refuse(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        if (command.getParent() == null
                && wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()) {
            command.getErr()
                    .println("there is no lesson '" + unmatched.getUnmatched().get(0) + "'; lessons: "
                            + String.join(", ", command.getSubcommands().keySet()));
            return command.getCommandSpec().exitCodeOnInvalidInput();
        }
        command.getErr().println(wrong.getMessage());
        if (command.getParent() == null) {
            command.usage(command.getErr());
        } else {
            command.getErr().println("See " + command.getCommandSpec().qualifiedName() + " --help.");
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
