package dev.holdfast.benchmarks.recovery;

import dev.holdfast.benchmarks.counter.Counter;
import dev.holdfast.benchmarks.counter.Counter.Added;
import dev.holdfast.benchmarks.counter.Counter.Total;
import dev.holdfast.benchmarks.counter.CounterComponent.Add;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import java.util.concurrent.atomic.AtomicBoolean;

/** The counter, which can be made to crash once. */
final class StumblingCounter {

    /** Crashes when it is tried for the first time since {@link #armed}; then says the total. */
    record Stumble() implements Command<Total> {}

    static final AtomicBoolean armed = new AtomicBoolean();

    static final Component<Counter, Added> COUNTER = Component.<Counter, Added>named("counter")
            .startsAs(id -> Counter.ZERO)
            .decides(
                    Add.class,
                    (counter, add, context) ->
                            Decision.of(new Added(add.amount(), add.note())).reply(Counter::total))
            .decides(Stumble.class, (counter, stumble, context) -> {
                if (armed.getAndSet(false)) {
                    throw new IllegalStateException("stumbled");
                }
                return Decision.<Added>of().reply(Counter::total);
            })
            .applies(Added.class, Counter::plus)
            .build();

    private StumblingCounter() {}
}
