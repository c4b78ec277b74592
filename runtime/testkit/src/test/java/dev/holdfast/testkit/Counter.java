package dev.holdfast.testkit;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;

/** A component without a bug. */
final class Counter {

    record Added(int amount) {}

    record Add(int amount) implements Command<Integer> {}

    static final Component<Integer, Added> COUNTER = Component.<Integer, Added>named("counter")
            .startsAs(id -> 0)
            .decides(
                    Add.class,
                    (sum, add, context) -> Decision.of(new Added(add.amount())).reply(after -> after))
            .applies(Added.class, (sum, added) -> sum + added.amount())
            .build();

    private Counter() {}
}
