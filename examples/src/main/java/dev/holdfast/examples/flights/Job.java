package dev.holdfast.examples.flights;

import dev.holdfast.examples.flights.Columns.HeaderException;
import dev.holdfast.examples.flights.Flights.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A whole run: the data is surveyed, the workers feed it and are killed, a fresh process shows the board, the journal is
 * audited. Everything with Holdfast in it happens in processes of its own; this one only drives and judges.
 */
final class Job {

    private static final double NANOS = 1e9;

    private final Options options;
    private final Progress progress;
    private final RunDirectory directory;
    private final Survey survey;
    private final Board expected;
    private final FaultCounts faults;

    private Job(
            Options options,
            Progress progress,
            RunDirectory directory,
            Survey survey,
            Board expected,
            FaultCounts faults) {
        this.options = options;
        this.progress = progress;
        this.directory = directory;
        this.survey = survey;
        this.expected = expected;
        this.faults = faults;
    }

    /** Checks the options and the data, and creates the directory; nothing is started yet. */
    static Job prepare(Options options, Progress progress) throws IOException, HeaderException, UsageException {
        options.check();
        FlightData data = options.flightData();
        RowReader.open(data, row -> {}).close();
        RunDirectory directory = RunDirectory.of(options);
        try {
            Survey survey = survey(data, directory, progress);
            FaultCounts faults = FaultCounts.parse(options.faults, survey.rows());
            directory.belongsTo(survey, data);
            return new Job(options, progress, directory, survey, expected(options, survey), faults);
        } catch (IOException | HeaderException | UsageException | IllegalArgumentException e) {
            if (!options.resume) {
                directory.delete();
            }
            throw e;
        }
    }

    private static Survey survey(FlightData data, RunDirectory directory, Progress progress)
            throws IOException, HeaderException {
        try (BadRows aside = new BadRows(directory.badRows(), progress)) {
            return Survey.of(data, aside);
        }
    }

    private static Board expected(Options options, Survey survey) throws IOException {
        if (options.expected != null) {
            return Board.read(Files.newInputStream(options.expected), options.expected.toString());
        }
        if (options.data == null) {
            return Board.read(FlightData.bundled(FlightData.BUNDLED_BOARD), FlightData.BUNDLED_BOARD);
        }
        return survey.board();
    }

    Verdict run() throws IOException, RunFailedException {
        progress.say(
                "%,d rows of %s, seed %d, faults %s, in %s",
                survey.rows(), options.flightData().name(), options.seed, faults.text(), directory.path());
        try {
            Verdict verdict = runAll();
            if (directory.temporary() && verdict.positive() && survey.badRows() == 0) {
                directory.delete();
            } else {
                progress.say("the log is kept in %s", directory.path());
            }
            return verdict;
        } catch (RunFailedException e) {
            throw new RunFailedException(e.getMessage() + "\nflights: the log is kept in " + directory.path(), e);
        }
    }

    private Verdict runAll() throws IOException, RunFailedException {
        Launcher launcher = new Launcher(options, directory, survey.rows(), faults);
        Kills kills = options.killAfter.isEmpty()
                ? Kills.wherePossible(KillPoint.spread(faults.of(Fault.KILL)), survey.rows())
                : Kills.exactly(options.killPoints(), survey.rows());
        WorkerRuns workers = new WorkerRuns(launcher, kills, survey.rows(), progress);
        long before = options.resume
                ? JournalAudit.of(directory.log(), survey.rows())
                        .audit()
                        .tally()
                        .accepted()
                : 0;
        long begin = progress.nanoTime();
        workers.run();
        double seconds = (progress.nanoTime() - begin) / NANOS;
        progress.say("all is fed and settled; a fresh process shows the board, the journal is audited");
        Board shown = BoardProcess.show(launcher, airports());
        JournalAudit audit = JournalAudit.of(directory.log(), survey.rows());
        List<String> differences = expected.differences(shown);
        return new Verdict(
                audit.audit(),
                audit.faults(),
                shown,
                differences,
                workers.unavailable(),
                survey.badRows(),
                kills.done(),
                before,
                seconds);
    }

    private Set<String> airports() {
        Set<String> airports = new TreeSet<>(expected.airports());
        airports.addAll(survey.board().airports());
        return airports;
    }
}
