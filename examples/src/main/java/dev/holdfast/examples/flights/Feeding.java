package dev.holdfast.examples.flights;

import dev.holdfast.examples.flights.Columns.HeaderException;
import dev.holdfast.examples.flights.Feed.Advance;
import dev.holdfast.examples.flights.Feed.Where;
import dev.holdfast.examples.flights.WorkerLine.At;
import dev.holdfast.runtime.CommandRejected;
import dev.holdfast.runtime.OutcomeUnknown;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Feeds the rows that are not fed yet, batch by batch, each until it is certain that it was taken. */
final class Feeding {

    private final WorkerSettings settings;
    private final Asking asking;
    private final Poisoner poisoner;
    private final Consumer<WorkerLine> out;

    Feeding(WorkerSettings settings, Asking asking, Consumer<WorkerLine> out) {
        this.settings = settings;
        this.asking = asking;
        this.poisoner = new Poisoner(settings.plan().rows(Fault.POISON_COMMAND), asking);
        this.out = out;
    }

    void run() throws IOException, HeaderException {
        long next = asking.feed(new Where());
        say(At.STARTED, next);
        try (RowReader reader = RowReader.open(settings.data(), bad -> {})) {
            pass(reader, next);
            List<Row> rows = reader.next(settings.batch());
            while (!rows.isEmpty()) {
                poisoner.poison(next, rows);
                next = advance(next, rows);
                say(At.FEEDING, next);
                rows = reader.next(settings.batch());
            }
        }
        poisoner.finish();
        say(At.FED, next);
    }

    /** Passes over the rows that are fed already. */
    private void pass(RowReader reader, long next) throws IOException {
        for (long number = 1; number < next; number++) {
            Row row = reader.next();
            if (row == null) {
                throw new IOException("the data ends at row " + number + ", but " + (next - 1) + " were fed before");
            }
            poisoner.passed(number, row, next);
        }
    }

    /** The position after the rows. It is asked for when an answer leaves open whether they were taken. */
    private long advance(long from, List<Row> rows) {
        long after = from + rows.size();
        for (; ; ) {
            @Nullable RuntimeException doubt;
            try {
                return asking.feed(new Advance(from, rows));
            } catch (OutcomeUnknown | CommandRejected e) {
                doubt = e;
            }
            long position = asking.feed(new Where());
            if (position == after) {
                return after;
            }
            if (position != from) {
                throw new IllegalStateException(
                        "the feed is at row " + position + ", where " + from + " or " + after + " is possible", doubt);
            }
        }
    }

    private void say(At at, long next) {
        out.accept(new WorkerLine(at, next, asking.unavailable(), ""));
    }
}
