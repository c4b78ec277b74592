package dev.holdfast.examples.flights;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Context;
import dev.holdfast.component.Decision;
import dev.holdfast.component.Effect;
import java.util.ArrayList;
import java.util.List;

/**
 * The component that knows how far the data has been fed. A batch of rows and the step over it are one outcome, so a
 * driver that is killed and started again can neither skip a row nor feed one twice: it asks where to go on, and a batch
 * that does not begin there is refused.
 */
final class Feed {

    static final String NAME = "feed";
    static final String ID = "flights";

    /** The code of the refusal of a batch that does not begin at the position. */
    static final String OUT_OF_STEP = "out-of-step";

    /**
     * Feeds rows to the airports they depart from. Answered with the position after them.
     *
     * @param from the number of the first row
     * @param rows consecutive rows
     */
    record Advance(long from, List<Row> rows) implements Command<Long> {}

    /** Asks for the number of the next row. */
    record Where() implements Command<Long> {}

    /**
     * What the feed remembers.
     *
     * @param next the number of the next row, from 1
     */
    record Position(long next) {}

    /** Rows were fed. */
    record Advanced(int rows) {}

    static final Component<Position, Advanced> FEED = Component.<Position, Advanced>named(NAME)
            .startsAs(id -> new Position(1))
            .decides(Advance.class, Feed::advance)
            .decides(Where.class, Feed::where)
            .applies(Advanced.class, (position, advanced) -> new Position(position.next() + advanced.rows()))
            .build();

    private Feed() {}

    private static Decision<Position, Advanced, Long> advance(Position position, Advance batch, Context context) {
        if (batch.from() != position.next() || batch.rows().isEmpty()) {
            return Decision.reject(OUT_OF_STEP);
        }
        List<Effect> departures = new ArrayList<>(batch.rows().size());
        long number = batch.from();
        for (Row row : batch.rows()) {
            departures.add(Effect.send(
                    Airport.NAME,
                    row.origin(),
                    new Airport.Depart(number++, row.delay(), row.distance(), row.destination())));
        }
        return Decision.of(new Advanced(batch.rows().size())).then(departures).reply(Position::next);
    }

    private static Decision<Position, Advanced, Long> where(Position position, Where where, Context context) {
        return Decision.<Advanced>of().reply(Position::next);
    }
}
