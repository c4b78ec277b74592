package dev.holdfast.examples.flights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the processes of a run and tells them what {@code flights.conf} cannot know. */
final class Launcher {

    private final Options options;
    private final RunDirectory directory;
    private final long rows;
    private final FaultCounts faults;
    private int workers;

    Launcher(Options options, RunDirectory directory, long rows, FaultCounts faults) {
        this.options = options;
        this.directory = directory;
        this.rows = rows;
        this.faults = faults;
    }

    /** The next worker. */
    ChildProcess worker() throws IOException {
        workers++;
        List<String> jvm = jvm();
        jvm.add("-Dflights.faults=" + faults.text());
        jvm.add("-Dflights.seed=" + options.seed);
        jvm.add("-Dflights.forget-unforced=" + options.forgetUnforced);
        if (options.data != null) {
            jvm.add("-Dflights.data=" + options.data.toAbsolutePath());
        }
        if (faults.of(Fault.WRITE_FAILED) + faults.of(Fault.WRITE_UNHEARD) > 0) {
            jvm.add("-Dholdfast.runtime.journal-plugin=flights.faulty-journal");
        }
        String name = "worker-" + workers;
        return ChildProcess.start(name, directory.errors(name), jvm, options.workerClassPath, options.workerMain);
    }

    /** A process that shows the board of these airports. */
    ChildProcess board(Iterable<String> airports) throws IOException {
        Path list = directory.path().resolve("airports.txt");
        Files.write(list, airports);
        List<String> jvm = jvm();
        jvm.add("-Dflights.airports=" + list.toAbsolutePath());
        return ChildProcess.start("board", directory.errors("board"), jvm, List.of(), BoardProcess.class.getName());
    }

    private List<String> jvm() {
        List<String> jvm = new ArrayList<>();
        jvm.add("-Xmx" + options.workerHeap);
        // without it some thread swallows the error and the process lingers, able to do nothing
        jvm.add("-XX:+ExitOnOutOfMemoryError");
        jvm.add("-Dflights.dir=" + directory.log().toAbsolutePath());
        jvm.add("-Dflights.rows=" + rows);
        return jvm;
    }
}
