package dev.holdfast.kernel;

import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.config.FaultKind;
import dev.holdfast.config.Recurrence;
import dev.holdfast.config.Rung;
import dev.holdfast.kernel.KernelMessage.Retry;
import dev.holdfast.kernel.KernelMessage.SetAside;
import dev.holdfast.ledger.LedgerRecord.Detected;
import dev.holdfast.recovery.Climb;
import dev.holdfast.recovery.Fault;
import dev.holdfast.recovery.Means;
import dev.holdfast.recovery.RestartBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns a component's queue, ladder and incarnations. It never runs user code. Its phases are {@link Recovering},
 * {@link Serving}, {@link Resting} and {@link Parked}; this is what they share, and the passages between them.
 */
final class Front {

    private static final Logger LOG = LoggerFactory.getLogger(Front.class);

    private final Environment environment;
    private final ComponentCodec<?, ?> codec;
    private final ActorContext<FrontMessage> context;
    private final ActorRef nursery;
    private final Desk desk;
    private final RestartBudget budget;
    private int incarnations;
    private int restartsInARow;

    private Front(
            Environment environment,
            ComponentCodec<?, ?> codec,
            ActorContext<FrontMessage> context,
            ActorRef nursery,
            Desk desk) {
        this.environment = environment;
        this.codec = codec;
        this.context = context;
        this.nursery = nursery;
        this.desk = desk;
        this.budget = new RestartBudget(environment.segment().intensity());
    }

    static Behavior<FrontMessage> create(
            Environment environment, ComponentCodec<?, ?> codec, ActorRef nursery, Desk desk) {
        return Behaviors.setup(context -> {
            environment.router().opened(desk.component().persistenceId(), new Entrance(context.getSelf(), desk));
            return new Front(environment, codec, context, nursery, desk).recover();
        });
    }

    Desk desk() {
        return desk;
    }

    ActorContext<FrontMessage> context() {
        return context;
    }

    /** Starts a new incarnation. */
    Behavior<FrontMessage> recover() {
        Incarnation incarnation = new Incarnation(desk, ++incarnations, new Slot(), context.getSelf(), nursery);
        nursery.tell(new Nursery.Start(incarnation, codec), ActorRef.noSender());
        report(ComponentStatus.State.RECOVERING);
        return new Recovering(this, incarnation);
    }

    /** The incarnation takes commands: it gets all that waits, in order. */
    Behavior<FrontMessage> serve(Incarnation incarnation, ActorRef kernel) {
        desk.resolveFaults("recovered");
        report(ComponentStatus.State.RUNNING);
        desk.open(incarnation, kernel);
        return new Serving(this, incarnation, kernel);
    }

    /** Decides what to do about a fault, records it, and does it. */
    Behavior<FrontMessage> handle(
            Incarnation incarnation, Fault fault, Optional<Instant> time, Optional<ActorRef> kernel) {
        Optional<Waiting> culprit = desk.find(fault.command());
        List<Rung> ladder = environment.segment().rungsFor(fault.kind(), fault.causes(), Recurrence.TRANSIENT);
        boolean mayRestart = budget.allows(environment.host().clock().nanoTime());
        boolean inPlace = fault.stateIntact() && kernel.isPresent();
        Climb.Step step = culprit.map(waiting -> waiting.climb(ladder))
                .orElse(Climb.START)
                .next(ladder, new Means(culprit.isPresent(), inPlace, mayRestart, false, 0, false));
        culprit.ifPresentOrElse(waiting -> waiting.met(fault, time, ladder, step.climb()), () -> desk.met(fault.id()));
        environment
                .ledger()
                .record(Detected.of(
                        fault, environment.segment().name(), step.rung().name()));
        LOG.atWarn()
                .addKeyValue("holdfastComponent", fault.component())
                .addKeyValue("holdfastFaultId", fault.id())
                .log(
                        "{} of {} at revision {}: {}; decision: {}",
                        fault.kind().text(),
                        fault.component(),
                        fault.revision(),
                        fault.cause(),
                        step.rung().name());
        return carryOut(step, incarnation, fault, culprit, inPlace ? kernel : Optional.empty());
    }

    private Behavior<FrontMessage> carryOut(
            Climb.Step step,
            Incarnation incarnation,
            Fault fault,
            Optional<Waiting> culprit,
            Optional<ActorRef> kernel) {
        if (step.rung() instanceof Rung.Park || (step.rung() instanceof Rung.QuarantineCommand && culprit.isEmpty())) {
            return park(incarnation, fault);
        }
        if (step.rung() instanceof Rung.QuarantineCommand && culprit.isPresent()) {
            if (kernel.isPresent()) {
                kernel.get().tell(new SetAside(culprit.get().presentation().id(), fault), ActorRef.noSender());
                return Behaviors.same();
            }
            culprit.get().setAside(fault);
        }
        if (step.rung() instanceof Rung.Retry && culprit.isPresent() && kernel.isPresent()) {
            Duration after = environment.segment().backoff().delay(step.climb().times(), environment.random01());
            kernel.get().tell(new Retry(culprit.get().presentation().id(), after), ActorRef.noSender());
            return Behaviors.same();
        }
        budget.count(environment.host().clock().nanoTime());
        return restart(incarnation);
    }

    /** The journal belongs to a later incarnation: normal once, when a zombie wrote last; worth a look when it recurs. */
    Behavior<FrontMessage> fenced(Incarnation incarnation, String reason) {
        LOG.warn("incarnation {} of {} was refused by the journal: {}", incarnation.number(), desk.component(), reason);
        return restart(incarnation);
    }

    /** Gives an incarnation up and starts the next one after a backoff. */
    Behavior<FrontMessage> restart(Incarnation incarnation) {
        giveUp(incarnation);
        restartsInARow = desk.takeProgress() ? 1 : restartsInARow + 1;
        Duration backoff = environment.segment().backoff().delay(restartsInARow, environment.random01());
        context.scheduleOnce(backoff, context.getSelf(), new FrontMessage.RestartNow());
        report(ComponentStatus.State.RECOVERING);
        return new Resting(this);
    }

    private Behavior<FrontMessage> park(Incarnation incarnation, Fault fault) {
        giveUp(incarnation);
        restartsInARow = 0;
        Duration rest = environment.segment().intensity().within();
        context.scheduleOnce(rest, context.getSelf(), new FrontMessage.RestartNow());
        String reason = desk.component() + " is parked since " + fault.time() + " by fault " + fault.id() + " ("
                + fault.kind().text() + ": " + fault.cause() + "); it tries again in " + rest;
        desk.resolveFaults("parked");
        desk.refuseAll(reason, rest);
        report(ComponentStatus.State.PARKED);
        LOG.error("{}", reason);
        long until = environment.host().clock().nanoTime() + rest.toNanos();
        return new Parked(this, reason, () -> until - environment.host().clock().nanoTime());
    }

    /** The fault of an incarnation whose actor ended without a word: it could not start, or Holdfast itself is wrong. */
    Fault unexpectedEnd(Optional<Throwable> cause) {
        return environment.fault(
                FaultKind.CRASH,
                desk.component().persistenceId(),
                0,
                Optional.empty(),
                cause.orElseGet(
                        () -> new IllegalStateException("the kernel of " + desk.component() + " ended unexpectedly")),
                false);
    }

    private void giveUp(Incarnation incarnation) {
        desk.close();
        incarnation.slot().close();
        nursery.tell(new Nursery.Discard(incarnation), ActorRef.noSender());
    }

    private void report(ComponentStatus.State state) {
        String id = desk.component().persistenceId();
        environment.statuses().merge(id, ComponentStatus.UNKNOWN.in(state), (before, unknown) -> before.in(state));
    }
}
