package dev.holdfast.kernel;

import dev.holdfast.kernel.FrontMessage.Errand;
import dev.holdfast.operator.OrderRefused;
import dev.holdfast.operator.OrderUnknown;
import dev.holdfast.persistence.entry.ComponentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What operators want of a component: what waits until it can be done, and what is under way. For the front's thread. */
final class Errands {

    private static final int MOST = 64;

    private final ComponentId component;
    private final List<Errand> waiting = new ArrayList<>();
    private final List<Errand> underWay = new ArrayList<>();
    private Optional<Operation> operating = Optional.empty();

    Errands(ComponentId component) {
        this.component = component;
    }

    /** Lets it wait until an incarnation serves, or the component is parked. */
    void defer(Errand errand) {
        if (waiting.size() < MOST) {
            waiting.add(errand);
        } else {
            refuse(errand, MOST + " orders wait already");
        }
    }

    /** What waits, no more. */
    List<Errand> takeWaiting() {
        List<Errand> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /** An incarnation gets it. */
    void begin(Errand errand) {
        underWay.removeIf(before -> before.done().isDone());
        underWay.add(errand);
    }

    /** Incarnations are given up for it, so it outlives them. */
    void begin(Operation operation) {
        operating = Optional.of(operation);
    }

    /** The incarnation was given up: whether it did what it was given is known only of what it said. */
    void lost() {
        underWay.forEach(errand -> errand.done().completeExceptionally(unknown()));
        underWay.clear();
    }

    /** The front is at its end. */
    void ended() {
        takeWaiting().forEach(errand -> refuse(errand, "its front has ended"));
        operating.ifPresent(operation -> operation.done().completeExceptionally(unknown()));
        lost();
    }

    OrderUnknown unknown() {
        return new OrderUnknown("whether the order for " + component + " was carried out is not known, for the"
                + " incarnation that had it is gone. Order it again: what was done already is refused");
    }

    /** Tells an operator that now is not the time. */
    void refuse(Errand errand, String because) {
        errand.done()
                .completeExceptionally(new OrderRefused(
                        "the order for " + component + " was not carried out: " + because + "; nothing was changed"));
    }
}
