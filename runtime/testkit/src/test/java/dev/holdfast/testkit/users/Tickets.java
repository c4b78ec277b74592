package dev.holdfast.testkit.users;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.testkit.Simulation;
import dev.holdfast.testkit.node.Node;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Numbered tickets: who has one must find its number there again. */
final class Tickets {

    private static final AtomicInteger HIDDEN = new AtomicInteger();
    private static final int SOLD = 3;
    private static final Duration LONG = Duration.ofMinutes(1);

    record Last(int number) {}

    record Sold() {}

    record Sell() implements Command<Integer> {}

    record Show() implements Command<Integer> {}

    /** Numbered by a counter that is not part of the state. */
    static final Component<Last, Sold> HIDDEN_COUNTER = component((last, sold) -> new Last(HIDDEN.incrementAndGet()));

    /** Numbered by the state. */
    static final Component<Last, Sold> COUNTED = component((last, sold) -> new Last(last.number() + 1));

    private interface Numbering {
        Last next(Last last, Sold sold);
    }

    private Tickets() {}

    private static Component<Last, Sold> component(Numbering numbering) {
        return Component.<Last, Sold>named("tickets")
                .startsAs(id -> new Last(0))
                .decides(
                        Sell.class,
                        (last, sell, context) -> Decision.of(new Sold()).reply(Last::number))
                .decides(
                        Show.class, (last, show, context) -> Decision.<Sold>of().reply(Last::number))
                .applies(Sold.class, numbering::next)
                .build();
    }

    /** Some are sold, and the machine may lose its power after that. */
    static void sell(Simulation simulation, Component<Last, Sold> tickets) {
        Node node = simulation.node("a", tickets);
        int sold = 0;
        for (int i = 0; i < SOLD; i++) {
            sold = simulation.await(node.component(tickets, "1").ask(new Sell(), LONG));
        }
        if (simulation.chance("the power is lost", 0.5)) {
            node.losePower();
            node.start();
        }
        int found = simulation.await(node.component(tickets, "1").ask(new Show(), LONG));
        if (found != sold) {
            throw new AssertionError("ticket " + sold + " was sold, but the last is " + found);
        }
    }
}
