package dev.holdfast.benchmarks.kernel;

import dev.holdfast.benchmarks.kernel.Counter.Added;
import dev.holdfast.benchmarks.kernel.Counter.Total;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;

/** The counter as a Holdfast component. */
final class CounterComponent {

    record Add(long amount, String note) implements Command<Total> {}

    static final Component<Counter, Added> COUNTER = Component.<Counter, Added>named("counter")
            .startsAs(id -> Counter.ZERO)
            .decides(
                    Add.class,
                    (counter, add, context) ->
                            Decision.of(new Added(add.amount(), add.note())).reply(Counter::total))
            .applies(Added.class, Counter::plus)
            .build();

    private CounterComponent() {}
}
