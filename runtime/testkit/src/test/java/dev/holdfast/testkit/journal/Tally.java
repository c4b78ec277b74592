package dev.holdfast.testkit.journal;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;

/** Counts. */
final class Tally {

    record Count() implements Command<Integer> {}

    record Counted() {}

    static final Component<Integer, Counted> TALLY = Component.<Integer, Counted>named("tally")
            .startsAs(id -> 0)
            .decides(
                    Count.class,
                    (sum, count, context) -> Decision.of(new Counted()).reply(after -> after))
            .applies(Counted.class, (sum, counted) -> sum + 1)
            .build();

    private Tally() {}
}
