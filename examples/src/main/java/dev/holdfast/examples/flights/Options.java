package dev.holdfast.examples.flights;

import dev.holdfast.examples.flights.Flights.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code examples/run flights}, as picocli fills them in. */
final class Options {

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "CSV with the columns date, delay, distance, origin, destination; gzipped or not."
                    + " Default: 20,000 flights of 2001 that come with this job.")
    @Nullable
    Path data;

    @Option(
            names = "--expected",
            paramLabel = "FILE",
            description = "The board to compare with, as CSV. Without it, the board is computed from the data.")
    @Nullable
    Path expected;

    @Option(
            names = "--faults",
            paramLabel = "FAULTS",
            defaultValue = "default",
            description = "none, default (24 of each, one kill) or name=count,… of crash, crash-in-apply, write-failed,"
                    + " write-unheard, wrong-state, wrong-event, poison-command, kill.")
    String faults = "default";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Chooses the rows that faults strike. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--kill-after",
            paramLabel = "N%",
            description = "Kill the worker (SIGKILL) once so much is fed; repeatable. Replaces the kills of --faults.")
    List<String> killAfter = new ArrayList<>();

    @Option(
            names = "--forget-unforced",
            description = "Let a kill also lose what was not forced to disk, as a power failure does.")
    boolean forgetUnforced;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the log lies; kept. Default: a temporary directory, deleted after"
                    + " success unless rows were set aside.")
    @Nullable
    Path dir;

    @Option(names = "--resume", description = "Go on in --dir where an earlier run of the same data ended.")
    boolean resume;

    @Option(names = "--json", description = "Write the result to stdout as one line of JSON; all else to stderr.")
    boolean json;

    @Option(
            names = "--worker-heap",
            paramLabel = "SIZE",
            defaultValue = "256m",
            description = "Heap of the worker's process. Default: ${DEFAULT-VALUE}.")
    String workerHeap = "256m";

    /** The worker's main class. Not an option: the tests of this job break the worker to see that it is noticed. */
    String workerMain = Worker.class.getName();

    /** What stands before everything else on the worker's class path. Not an option either. */
    List<Path> workerClassPath = List.of();

    /**
     * Checks all that can be checked without reading the data.
     *
     * @throws IllegalArgumentException when an option's value is none
     * @throws UsageException when a file cannot be read
     */
    void check() throws UsageException {
        faultCounts(Long.MAX_VALUE);
        if (!workerHeap.matches("[1-9][0-9]{0,8}[kmgKMG]?")) {
            throw new IllegalArgumentException("--worker-heap '" + workerHeap + "' is no size: write e.g. 256m");
        }
        checkReadable("--data", data);
        checkReadable("--expected", expected);
    }

    private static void checkReadable(String option, @Nullable Path file) throws UsageException {
        if (file == null) {
            return;
        }
        if (!Files.exists(file)) {
            throw new UsageException("there is no file " + file + " (" + option + ")");
        }
        if (Files.isDirectory(file)) {
            throw new UsageException(option + " " + file + " is a directory: name a file");
        }
        if (!Files.isReadable(file)) {
            throw new UsageException(option + " " + file + " cannot be read");
        }
    }

    /**
     * How often each fault is to strike, with the kills of {@code --kill-after} if there are any.
     *
     * @throws IllegalArgumentException when so many rows are too few, or an option's value is none
     */
    FaultCounts faultCounts(long rows) {
        FaultCounts counts = FaultCounts.parse(faults, rows);
        return killAfter.isEmpty()
                ? counts
                : counts.with(Fault.KILL, killPoints().size());
    }

    FlightData flightData() {
        return new FlightData(Optional.ofNullable(data));
    }

    /** The kills asked for by name, which must happen; empty when {@code --faults} says how many. */
    List<KillPoint> killPoints() {
        return killAfter.stream().map(KillPoint::parse).sorted().toList();
    }
}
