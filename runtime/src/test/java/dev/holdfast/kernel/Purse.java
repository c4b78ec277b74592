package dev.holdfast.kernel;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.ComponentBuilder;
import dev.holdfast.component.Decision;
import dev.holdfast.component.InvariantViolated;
import java.util.List;

/** A purse that should not be overdrawn, and a broken decider that overdraws it. */
record Purse(long cents) {

    static final String SOLVENT = "a purse is never overdrawn";

    sealed interface Event {}

    record Added(long cents) implements Event {}

    record Lent(long cents) implements Event {}

    record Refused(long cents) implements Event {}

    record Unapplied() implements Event {}

    record Odd(Object value) implements Event {}

    /** Replies with the cents after it. */
    record Put(long cents) implements Command<Long> {}

    /** Everything but its correction. */
    static ComponentBuilder<Purse, Event> solvent() {
        return any().holds(SOLVENT, purse -> purse.cents() >= 0);
    }

    /** Everything but invariants. */
    static ComponentBuilder<Purse, Event> any() {
        return Component.<Purse, Event>named("purse")
                .startsAs(id -> new Purse(0))
                .decides(
                        Put.class,
                        (purse, put, context) ->
                                Decision.of(new Added(put.cents())).reply(Purse::cents))
                .applies(Added.class, (purse, added) -> new Purse(purse.cents() + added.cents()))
                .applies(Lent.class, (purse, lent) -> new Purse(purse.cents() + lent.cents()))
                .applies(Refused.class, (purse, refused) -> {
                    throw new IllegalStateException("planned failure in apply");
                })
                .applies(Odd.class, (purse, odd) -> purse);
    }

    /** A purse to which is lent what it lacks. */
    static Component<Purse, Event> lending() {
        return solvent()
                .corrects(InvariantViolated.class, (purse, fault) -> List.of(new Lent(-purse.cents())))
                .build();
    }
}
