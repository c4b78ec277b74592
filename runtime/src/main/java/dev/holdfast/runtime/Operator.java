package dev.holdfast.runtime;

import dev.holdfast.codec.CodecException;
import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.component.Command;
import dev.holdfast.kernel.ComponentStatus;
import dev.holdfast.kernel.Router;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerRecord.Ordered;
import dev.holdfast.ledger.LedgerRecord.Resolved;
import dev.holdfast.operator.Mandate;
import dev.holdfast.operator.OrderRefused;
import dev.holdfast.operator.OrderUnknown;
import dev.holdfast.operator.QuarantineReader;
import dev.holdfast.operator.QuarantinedCommand;
import dev.holdfast.operator.Rollback;
import dev.holdfast.operator.RollbackPlan;
import dev.holdfast.operator.RollbackPlanner;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.journal.JournalReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can do to the components of a running system. All that changes something needs a name and a reason, is
 * on record in the ledger before it is begun, and is done once: ordering it again is refused.
 *
 * <p>Stages that order something complete when it is durable. They fail with {@link OrderRefused} when nothing was changed,
 * with {@link OrderUnknown} when that is not known, and with what went wrong when a journal could not be read.
 *
 * <p>Safe for use by any thread.
 */
public final class Operator {

    private final Environment environment;
    private final RollbackPlanner planner;
    private final QuarantineReader quarantine;

    /**
     * What an operator works with.
     *
     * @param segment the name of the segment
     * @param maxBytes how large a command may be
     * @param keep how long outcomes are remembered
     * @param executor where journals are looked through, and callers are told
     * @param orders draws an id for an order
     */
    record Environment(
            String segment,
            int maxBytes,
            Duration keep,
            JournalReader reader,
            Executor executor,
            Ledger ledger,
            Router router,
            Map<String, ComponentCodec<?, ?>> components,
            Map<String, ComponentStatus> statuses,
            Supplier<String> orders,
            Supplier<java.time.Instant> clock) {}

    Operator(Environment environment) {
        this.environment = environment;
        planner = new RollbackPlanner(environment.reader, environment.executor, environment.keep);
        quarantine = new QuarantineReader(environment.reader, environment.executor, environment.keep);
    }

    /**
     * Plans a roll-back: says what it would void, and changes nothing. Reads the component's whole journal; the component
     * lives on meanwhile, and a plan becomes stale when something more happens to it.
     *
     * @return fails with {@link OrderRefused} when there is nothing to void. A plan that takes commands with effects is
     *     made, and names them, but cannot be applied
     */
    public CompletionStage<RollbackPlan> plan(ComponentId component, Rollback rollback) {
        return told(planner.plan(component, rollback));
    }

    /**
     * Applies a plan: the component ends what it has begun, takes no more, folds its journal without what the plan takes,
     * corrects what then breaks an invariant if the plan says so, and writes all that as one group of entries (R4). Whoever
     * presents a voided command again is told {@code rejected(voided)} (R5). When an invariant does not hold without the
     * voided events, nothing is written.
     *
     * @param token the plan's, as the operator was shown it
     * @return fails with {@link OrderRefused} when the plan is stale, naming what came since: this is checked by the
     *     incarnation that writes
     */
    public CompletionStage<Done> apply(RollbackPlan plan, String token, Mandate mandate) {
        try {
            plan.requireApplicable(token);
        } catch (OrderRefused e) {
            return CompletableFuture.failedStage(e);
        }
        return told(told(planner.check(plan))
                .thenCompose(fits -> ordered(
                        plan.component(),
                        plan.summary(),
                        mandate,
                        order -> environment.router.rollBack(plan, mandate, order))));
    }

    /** What is set aside of a component and not yet dealt with, oldest first. Reads its whole journal. */
    public CompletionStage<List<QuarantinedCommand>> quarantined(ComponentId component) {
        return told(quarantine.list(component));
    }

    /**
     * The components of a definition that have commands set aside with which nobody has dealt, among those in use since the
     * system started: of others it is known only when their journals are read.
     *
     * @param name of the definition
     */
    public List<ComponentId> withQuarantined(String name) {
        return environment.statuses.entrySet().stream()
                .filter(status -> status.getValue().setAside() > 0)
                .map(status -> ComponentId.parse(status.getKey()))
                .filter(component -> component.component().equals(name))
                .sorted(java.util.Comparator.comparing(ComponentId::id))
                .toList();
    }

    /** The command of this id that is set aside; fails with {@link OrderRefused} when it is not, or not any more. */
    public CompletionStage<QuarantinedCommand> quarantined(CommandId id) {
        return told(quarantine.find(id));
    }

    /** Gives a command up that was set aside. Its id stays answered as it is. */
    public CompletionStage<Done> discard(CommandId id, Mandate mandate) {
        return resolve(id, mandate, "discard " + id, Optional.empty());
    }

    /**
     * Issues a command once more that was set aside, under an id of its own: as an effect of the component to itself, sent
     * until it has an outcome and executed once. The old id stays answered as it is.
     */
    public CompletionStage<Done> reissue(CommandId id, Mandate mandate) {
        return told(told(quarantine.find(id))
                .thenCompose(found -> resolve(id, mandate, "issue " + id + " again", Optional.of(found.command()))));
    }

    /**
     * Issues another command in the place of one that was set aside; else as {@link #reissue(CommandId, Mandate)}.
     *
     * @return fails with {@link OrderRefused}, too, when the component does not decide on such commands or it is too large
     */
    public CompletionStage<Done> reissue(CommandId id, Command<?> instead, Mandate mandate) {
        Encoded encoded;
        try {
            encoded = encode(ComponentId.parse(id.target()), instead);
        } catch (OrderRefused e) {
            return CompletableFuture.failedStage(e);
        }
        return resolve(id, mandate, "issue " + encoded.name() + " instead of " + id, Optional.of(encoded));
    }

    private Encoded encode(ComponentId component, Command<?> command) {
        ComponentCodec<?, ?> codec = environment.components.get(component.component());
        if (codec == null) {
            throw new OrderRefused(
                    "no component named '" + component.component() + "' is started; nothing was changed");
        }
        Encoded encoded;
        try {
            encoded = codec.encode(command);
        } catch (CodecException e) {
            throw new OrderRefused(e.getMessage() + "; nothing was changed");
        }
        if (encoded.bytes().length > environment.maxBytes) {
            throw new OrderRefused(encoded + " is too large: at most " + environment.maxBytes
                    + " bytes are accepted (holdfast.runtime.kernel.batch.max-bytes); nothing was changed");
        }
        return encoded;
    }

    private CompletionStage<Done> resolve(CommandId id, Mandate mandate, String what, Optional<Encoded> reissue) {
        return ordered(
                ComponentId.parse(id.target()),
                what,
                mandate,
                order -> environment.router.resolve(id, mandate, reissue));
    }

    /** On record before it is begun, and again when it is known what came of it. */
    private CompletionStage<Done> ordered(
            ComponentId component, String what, Mandate mandate, Function<String, CompletionStage<Done>> carryOut) {
        String order = environment.orders.get();
        environment.ledger.record(new Ordered(
                order,
                environment.clock.get(),
                environment.segment,
                component.persistenceId(),
                what,
                mandate.by(),
                mandate.why()));
        return told(carryOut.apply(order)
                .whenComplete((done, error) ->
                        environment.ledger.record(new Resolved(order, environment.clock.get(), outcome(error)))));
    }

    private static String outcome(@Nullable Throwable error) {
        if (error == null) {
            return "done";
        }
        return (error instanceof OrderUnknown ? "unknown: " : "refused: ") + error.getMessage();
    }

    /** Callers are told on threads of their own, and of what went wrong without the wrapper that stages put around it. */
    private <T> CompletionStage<T> told(CompletionStage<T> stage) {
        CompletableFuture<T> told = new CompletableFuture<>();
        CompletionStage<T> passedOn = stage.whenCompleteAsync(
                (value, error) -> {
                    if (error == null) {
                        told.complete(value);
                    } else {
                        Throwable cause = error.getCause();
                        told.completeExceptionally(
                                error instanceof CompletionException && cause != null ? cause : error);
                    }
                },
                environment.executor);
        // an executor that takes nothing any more fails this one alone; of a stage that failed the caller is told
        // already
        passedOn.whenComplete((value, error) -> {
            if (error != null) {
                told.completeExceptionally(error);
            }
        });
        return told;
    }
}
