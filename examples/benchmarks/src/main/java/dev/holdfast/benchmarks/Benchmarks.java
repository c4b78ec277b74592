package dev.holdfast.benchmarks;

import dev.holdfast.benchmarks.guards.GuardsBenchmark;
import dev.holdfast.benchmarks.journal.JournalBenchmark;
import dev.holdfast.benchmarks.kernel.KernelBenchmark;
import dev.holdfast.benchmarks.log.LogBenchmark;
import dev.holdfast.benchmarks.recovery.RecoveryBenchmark;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs one benchmark by name. What people read comes first, and the last line of output is JSON. */
@Command(
        name = "examples/benchmarks/run",
        description = "Runs one benchmark.",
        mixinStandardHelpOptions = true,
        subcommands = {
            KernelBenchmark.class,
            GuardsBenchmark.class,
            LogBenchmark.class,
            JournalBenchmark.class,
            RecoveryBenchmark.class
        })
public final class Benchmarks {

    private Benchmarks() {}

    /** The command line. */
    public static void main(String[] arguments) {
        LoggerFactory.getILoggerFactory(); // before there are threads, or SLF4J complains
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }
}
