package dev.holdfast.benchmarks.counter;

import dev.holdfast.benchmarks.counter.Counter.Added;
import dev.holdfast.benchmarks.counter.Counter.Total;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.ComponentBuilder;
import dev.holdfast.component.Decision;

/** The counter as a Holdfast component. */
public final class CounterComponent {

    /** Adds, and wants the total. */
    public record Add(long amount, String note) implements Command<Total> {}

    /** The definition. */
    public static final Component<Counter, Added> COUNTER = builder().build();

    private CounterComponent() {}

    /** The definition, to be completed. */
    public static ComponentBuilder<Counter, Added> builder() {
        return Component.<Counter, Added>named("counter")
                .startsAs(id -> Counter.ZERO)
                .decides(
                        Add.class,
                        (counter, add, context) ->
                                Decision.of(new Added(add.amount(), add.note())).reply(Counter::total))
                .applies(Added.class, Counter::plus);
    }
}
