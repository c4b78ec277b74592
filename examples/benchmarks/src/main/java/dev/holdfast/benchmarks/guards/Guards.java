package dev.holdfast.benchmarks.guards;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdfast.benchmarks.counter.Counter;
import dev.holdfast.benchmarks.counter.Counter.Added;
import dev.holdfast.benchmarks.counter.CounterComponent;
import dev.holdfast.component.Component;

/** Which of its guards a kernel has. */
enum Guards {
    NONE("bare kernel", false, false, false),
    RING("ring", true, false, false),
    INVARIANTS("two invariants", false, true, false),
    DEDUP("dedup", false, false, true),
    ALL("all three", true, true, true);

    private final String text;
    private final boolean ring;
    private final boolean invariants;
    private final boolean dedup;

    Guards(String text, boolean ring, boolean invariants, boolean dedup) {
        this.text = text;
        this.ring = ring;
        this.invariants = invariants;
        this.dedup = dedup;
    }

    String text() {
        return text;
    }

    /** Whether commands are remembered; there is no setting for that, nobody may switch it off. */
    boolean dedup() {
        return dedup;
    }

    Config settings() {
        return ConfigFactory.parseString(
                "holdfast.segments.default { checkpoint.every = off, ring.every = " + (ring ? "64" : "off") + " }");
    }

    Component<Counter, Added> component() {
        return invariants
                ? CounterComponent.builder()
                        .holds("nothing is taken away", counter -> counter.sum() >= 0)
                        .holds("each amount is counted", counter -> counter.count() <= counter.sum())
                        .build()
                : CounterComponent.COUNTER;
    }
}
