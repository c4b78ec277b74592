package dev.holdfast.examples.flights;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sends poison along with the rows it is planned beside, to the airports these depart from, and sees to it that each ends
 * quarantined: before the next is sent, and at the end. A process that starts later sends the last one before its
 * position again, since nobody knows whether the killed process had its answer.
 */
final class Poisoner {

    private final long[] planned;
    private final Asking asking;
    private int next;
    private @Nullable Sent last;

    private record Sent(Poison poison, String airport, CompletionStage<Long> answer) {}

    /** @param planned the rows beside which poison is sent, in order */
    Poisoner(long[] planned, Asking asking) {
        this.planned = planned;
        this.asking = asking;
    }

    /** A row that an earlier process fed. */
    void passed(long number, Row row, long position) {
        if (next < planned.length && planned[next] == number) {
            next++;
            if (next == planned.length || planned[next] >= position) {
                send(number, row);
            }
        }
    }

    /** Rows that are about to be fed. */
    void poison(long from, List<Row> rows) {
        while (next < planned.length && planned[next] < from + rows.size()) {
            finish();
            send(planned[next], rows.get((int) (planned[next] - from)));
            next++;
        }
    }

    /** Waits for the end of the poison sent last. */
    void finish() {
        Sent sent = last;
        if (sent != null) {
            asking.expectQuarantined(sent.answer, sent.poison, sent.airport);
            last = null;
        }
    }

    private void send(long number, Row row) {
        Poison poison = new Poison(number);
        last = new Sent(poison, row.origin(), asking.send(poison, row.origin()));
    }
}
