package dev.holdfast.examples.flights;

import dev.holdfast.examples.flights.Columns.HeaderException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The lesson {@code flights}: reads the options, runs the job, says what came of it. */
@Command(
        name = "flights",
        description = {
            "The main job: real flights, injected faults, a killed process; nothing is lost or doubled.",
            "",
            "20,000 flights pass through a component per airport while faults are injected and the worker's process is"
                    + " killed. Every flight must depart once and arrive once, and the board must come out right.",
            "",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the board matches, nothing was lost or doubled",
            "1:the run failed, for instance because a kill came too late",
            "2:wrong use: an unknown option, data without a good row, a directory in use",
            "3:the run ended, but the board differs, something was lost or doubled, or a planned fault never struck",
            "130:interrupted; a run with --dir goes on with --resume",
        })
public final class Flights implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int NEGATIVE = 3;

    @Mixin
    private final Options options;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Created by picocli. */
    public Flights() {
        this(new Options());
    }

    Flights(Options options) {
        this.options = options;
    }

    /** The wrong use of an option: said before anything is started. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            Verdict verdict = prepare(err).run();
            PrintWriter human = options.json ? err : out;
            new Report(verdict).print(human);
            human.flush();
            if (options.json) {
                out.println(verdict.json());
                out.flush();
            }
            return verdict.positive() ? 0 : NEGATIVE;
        } catch (RunFailedException e) {
            err.println("flights: the run failed: " + e.getMessage());
            err.flush();
            return FAILED;
        }
    }

    private Job prepare(PrintWriter err) throws RunFailedException {
        try {
            return Job.prepare(options, new Progress(err));
        } catch (UsageException | HeaderException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "flights: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RunFailedException(e.toString(), e);
        }
    }
}
