package dev.holdfast.kernel;

import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;

/**
 * What an operator wants done to a component.
 *
 * @param orders for the incarnation that does it
 * @param done completes when it is durable; fails with the reason when it was not done
 */
record Operation(Orders orders, CompletableFuture<Done> done) {}
