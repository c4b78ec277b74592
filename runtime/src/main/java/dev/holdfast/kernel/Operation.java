package dev.holdfast.kernel;

import dev.holdfast.operator.Mandate;
import dev.holdfast.operator.RollbackPlan;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;

/**
 * What an operator wants done to a component.
 *
 * @param orders for the incarnation that does it
 * @param tries how often it was begun, and whether that was written was not known
 * @param done completes when it is durable; fails with the reason when it was not done
 */
record Operation(Orders orders, int tries, CompletableFuture<Done> done) {

    /** To carry out a plan. */
    static Operation of(RollbackPlan plan, Mandate mandate, String order) {
        return new Operation(Orders.of(plan, mandate, order), 0, new CompletableFuture<>());
    }

    /** It was begun, and may be written. */
    Operation again() {
        return new Operation(orders, tries + 1, done);
    }
}
