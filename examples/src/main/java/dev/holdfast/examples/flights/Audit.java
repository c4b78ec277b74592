package dev.holdfast.examples.flights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.holdfast.persistence.entry.Corrected;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Tally;
import dev.holdfast.persistence.entry.Unit;
import java.io.IOException;

/**
 * Counts, from the journal alone and without any component, how often each row departed and arrived. Two bits per row is
 * all it keeps. Not safe for use by several threads.
 */
final class Audit {

    private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());
    private static final ObjectReader DEPARTED = CBOR.readerFor(Airport.Departed.class);
    private static final ObjectReader ARRIVED = CBOR.readerFor(Airport.Arrived.class);

    private final RowCount departures;
    private final RowCount arrivals;
    private Tally tally = Tally.NONE;

    /** @param rows how many rows there are */
    Audit(long rows) {
        departures = new RowCount(rows);
        arrivals = new RowCount(rows);
    }

    /** Takes an entry of any component. */
    void take(Entry entry) throws IOException {
        if (entry.content() instanceof Committed committed) {
            committed.outcomes().forEach(outcome -> tally = tally.plus(outcome.result()));
        } else if (entry.content() instanceof Corrected corrected) {
            corrected.outcome().ifPresent(outcome -> tally = tally.plus(outcome.result()));
        }
        for (Unit unit : Unit.of(entry.content(), 0)) {
            for (Encoded event : unit.events()) {
                take(event);
            }
        }
    }

    private void take(Encoded event) throws IOException {
        switch (event.name()) {
            case "departed" ->
                departures.count(
                        DEPARTED.<Airport.Departed>readValue(event.bytes()).row());
            case "arrived" ->
                arrivals.count(ARRIVED.<Airport.Arrived>readValue(event.bytes()).row());
            default -> {}
        }
    }

    /** Rows that never departed, and rows that never arrived. */
    long lost() {
        return departures.missing() + arrivals.missing();
    }

    /** Departures and arrivals beyond the first of a row, or of no row at all. */
    long duplicated() {
        return departures.surplus() + arrivals.surplus();
    }

    /** What all accepted commands came to. */
    Tally tally() {
        return tally;
    }
}
