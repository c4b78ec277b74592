package dev.holdfast.examples.flights;

import dev.holdfast.examples.flights.Columns.HeaderException;
import dev.holdfast.examples.flights.Flights.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
        Optional<Board> expected = expected(options);
        RunDirectory directory = RunDirectory.of(options);
        try {
            Survey survey = survey(data, directory, progress);
            FaultCounts faults = options.faultCounts(survey.rows());
            directory.belongsTo(survey, data);
            directory.keepBadRows();
            if (survey.badRows() > 0) {
                progress.say("%,d bad rows set aside in %s", survey.badRows(), directory.badRows());
            }
            return new Job(options, progress, directory, survey, expected.orElse(survey.board()), faults);
        } catch (IOException | HeaderException | UsageException | RuntimeException e) {
            directory.discard();
            throw e;
        }
    }

    private static Survey survey(FlightData data, RunDirectory directory, Progress progress)
            throws IOException, HeaderException, UsageException {
        try (BadRows aside = new BadRows(directory.nextBadRows(), progress)) {
            Survey survey = Survey.of(data, aside);
            if (survey.rows() == 0) {
                throw new UsageException("there is no good row in " + data.name() + "; bad rows: "
                        + String.format(Locale.ROOT, "%,d", survey.badRows()));
            }
            return survey;
        }
    }

    /** The board that is given; empty when it is to be computed from the data. */
    private static Optional<Board> expected(Options options) throws IOException, UsageException {
        Path file = options.expected;
        if (file != null) {
            try {
                return Optional.of(Board.read(Files.newInputStream(file), file.toString()));
            } catch (IOException e) {
                throw new UsageException("--expected " + file + " cannot be used: " + e.getMessage());
            }
        }
        return options.data == null
                ? Optional.of(Board.read(FlightData.bundled(FlightData.BUNDLED_BOARD), FlightData.BUNDLED_BOARD))
                : Optional.empty();
    }

    Verdict run() throws RunFailedException {
        progress.say(
                "%,d rows of %s, seed %d, faults %s, in %s",
                survey.rows(), options.flightData().name(), options.seed, faultsInWords(), directory.path());
        try {
            Verdict verdict = runAll();
            if (directory.temporary() && verdict.positive() && survey.badRows() == 0) {
                directory.delete();
            } else {
                progress.say("the log is kept in %s", directory.path());
            }
            return verdict;
        } catch (RunFailedException e) {
            throw failed(String.valueOf(e.getMessage()), e);
        } catch (IOException | RuntimeException e) {
            throw failed(e.toString(), e);
        }
    }

    private RunFailedException failed(String why, Exception cause) {
        return new RunFailedException(why + "\nflights: the log is kept in " + directory.path(), cause);
    }

    /** With the kills that will happen: {@code --kill-after} takes the place of those in {@code --faults}. */
    private String faultsInWords() {
        return options.killAfter.isEmpty()
                ? faults.text()
                : faults.with(Fault.KILL, 0).text()
                        + options.killPoints().stream()
                                .map(point -> ", kill after " + point)
                                .collect(Collectors.joining());
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
                directory.resumed() ? Optional.empty() : Optional.of(faults),
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
