package dev.holdfast.kernel;

import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.config.FaultKind;
import dev.holdfast.config.Rung;
import dev.holdfast.kernel.FrontMessage.Ended;
import dev.holdfast.kernel.FrontMessage.Failed;
import dev.holdfast.kernel.FrontMessage.Healed;
import dev.holdfast.kernel.FrontMessage.Operate;
import dev.holdfast.kernel.FrontMessage.RestartNow;
import dev.holdfast.kernel.KernelMessage.Again;
import dev.holdfast.kernel.KernelMessage.Drain;
import dev.holdfast.kernel.Orders.Voiding;
import dev.holdfast.ledger.LedgerRecord.Resolved;
import dev.holdfast.persistence.checkpoint.CheckpointException;
import dev.holdfast.recovery.Climb;
import dev.holdfast.recovery.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
    private final Triage triage;
    private final Errands errands;
    private Ring ring;
    private int incarnations;
    private int restartsInARow;
    private int alternates;

    /** What the next incarnation is to void because it cannot be applied; more may show until one serves. */
    private final List<Voiding> poison = new ArrayList<>();

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
        this.triage = new Triage(environment, desk.component());
        this.ring = new Ring(environment.segment().ring());
        this.errands = new Errands(desk.component());
    }

    static Behavior<FrontMessage> create(
            Environment environment, ComponentCodec<?, ?> codec, ActorRef nursery, Desk desk) {
        return Behaviors.setup(context -> {
            environment.router().opened(desk.component().persistenceId(), new Entrance(context.getSelf(), desk));
            return new Front(environment, codec, context, nursery, desk).recover(Orders.NONE);
        });
    }

    Desk desk() {
        return desk;
    }

    Errands errands() {
        return errands;
    }

    ActorContext<FrontMessage> context() {
        return context;
    }

    /** True for the incarnation that was started last. */
    boolean isLast(int incarnation) {
        return incarnation == incarnations;
    }

    /** Starts a new incarnation. */
    Behavior<FrontMessage> recover(Orders orders) {
        return new Recovering(this, start(orders));
    }

    /** Starts an incarnation that carries out what an operator wants. */
    Behavior<FrontMessage> operate(Operation operation) {
        errands.begin(operation);
        return new Operating(this, start(operation.orders()), operation);
    }

    private Incarnation start(Orders orders) {
        Orders versioned = (desk.forwards() ? orders.whole() : orders).withVersion(alternates);
        Orders all = versioned.plan().isEmpty() && !poison.isEmpty() ? versioned.voiding(poison) : versioned;
        if (all.from() != Orders.From.MEMORY) {
            ring = new Ring(environment.segment().ring());
        }
        Incarnation incarnation =
                new Incarnation(desk, ++incarnations, new Slot(), context.getSelf(), nursery, ring, all);
        nursery.tell(new Nursery.Start(incarnation, codec), ActorRef.noSender());
        report(ComponentStatus.State.RECOVERING);
        return incarnation;
    }

    /** The incarnation takes commands: it gets all that waits, in order. */
    Behavior<FrontMessage> serve(Incarnation incarnation, ActorRef kernel) {
        desk.resolveFaults("recovered");
        triage.serves();
        poison.clear();
        report(ComponentStatus.State.RUNNING);
        desk.open(incarnation, kernel);
        takeUpErrands();
        return new Serving(this, incarnation, kernel);
    }

    /** Takes no more commands, so that an operator's orders find nothing half-done. */
    Behavior<FrontMessage> drain(Incarnation incarnation, ActorRef kernel, Operate operate) {
        errands.begin(operate.operation());
        desk.shut();
        kernel.tell(new Drain(), ActorRef.noSender());
        return new Draining(this, incarnation, operate);
    }

    /** An incarnation has ended what it had begun. */
    Behavior<FrontMessage> operateAfter(Incarnation drained, Operation operation) {
        giveUp(drained);
        return operate(operation);
    }

    /** Decides what to do about a fault of an incarnation that had taken over, records it, and does it. */
    Behavior<FrontMessage> handle(Incarnation incarnation, Failed failed, Optional<ActorRef> kernel) {
        return handle(incarnation, failed, kernel, Orders.NONE);
    }

    /** The same of one that had not: what it was ordered may not be done. */
    Behavior<FrontMessage> handleUnfinished(Incarnation incarnation, Failed failed) {
        return handle(incarnation, failed, Optional.empty(), incarnation.orders());
    }

    private Behavior<FrontMessage> handle(
            Incarnation incarnation, Failed failed, Optional<ActorRef> kernel, Orders unfinished) {
        Fault fault = failed.fault();
        Optional<Waiting> culprit = desk.find(fault.command());
        Optional<ActorRef> inPlace = fault.stateIntact() ? kernel : Optional.empty();
        noteProgress();
        Climb.Step step = triage.decide(failed, culprit, inPlace.isPresent());
        if (culprit.isEmpty()) {
            desk.met(fault.id());
        }
        Cure cure = new Cure(incarnation, failed, step, unfinished);
        return culprit.isPresent() ? cureCommand(cure, culprit.get(), inPlace) : cureComponent(cure);
    }

    /** What is done about a fault. */
    private record Cure(Incarnation incarnation, Failed failed, Climb.Step step, Orders unfinished) {
        Fault fault() {
            return failed.fault();
        }
    }

    private Behavior<FrontMessage> cureCommand(Cure cure, Waiting culprit, Optional<ActorRef> inPlace) {
        Rung rung = cure.step().rung();
        if (rung instanceof Rung.Park) {
            return park(cure.incarnation(), cure.fault());
        } else if (rung instanceof Rung.RollForward) {
            culprit.treat(new Treatment.Forward(cure.fault()));
            return restart(cure.incarnation(), Orders.WHOLE);
        } else if (rung instanceof Rung.RollBack) {
            culprit.treat(Treatment.FIRST);
            return restart(cure.incarnation(), rollBack(cure));
        } else if (rung instanceof Rung.QuarantineCommand) {
            return again(cure, culprit, new Treatment.SetAside(cure.fault()), Duration.ZERO, inPlace);
        } else if (rung instanceof Rung.Alternate) {
            Treatment.Try alternate = new Treatment.Try(cure.step().climb().times());
            return again(cure, culprit, alternate, Duration.ZERO, inPlace);
        }
        Duration after =
                environment.segment().backoff().delay(cure.step().climb().times(), environment.random01());
        return again(cure, culprit, Treatment.FIRST, after, inPlace);
    }

    private Behavior<FrontMessage> again(
            Cure cure, Waiting culprit, Treatment treatment, Duration after, Optional<ActorRef> inPlace) {
        culprit.treat(treatment);
        if (inPlace.isEmpty()) {
            return restart(cure.incarnation(), Orders.NONE);
        }
        inPlace.get().tell(new Again(culprit.presentation().id(), treatment, after), ActorRef.noSender());
        return Behaviors.same();
    }

    private Behavior<FrontMessage> cureComponent(Cure cure) {
        Rung rung = cure.step().rung();
        if (rung instanceof Rung.RollForward) {
            return restart(cure.incarnation(), Orders.FRESH.forwarding(cure.fault()));
        } else if (rung instanceof Rung.Alternate) {
            alternates = Math.max(alternates, cure.step().climb().times());
            return restart(cure.incarnation(), Orders.NONE);
        } else if (rung instanceof Rung.VoidCommand) {
            Voiding voiding = new Voiding(
                    List.of(cure.failed().remedies().voidable().orElseThrow()),
                    cure.fault().cause(),
                    rung.name(),
                    Optional.of(cure.fault().id()));
            poison.add(voiding);
            return restart(cure.incarnation(), Orders.FRESH.forwarding(cure.fault()));
        } else if (rung instanceof Rung.RollBack) {
            return restart(cure.incarnation(), rollBack(cure));
        }
        return park(cure.incarnation(), cure.fault());
    }

    /**
     * A state that was in memory is not trusted where it may be what made the component's code fail. Where storage failed, a
     * correction or a void that was ordered has not failed as a rung: it is ordered again, and found done if it was stored.
     */
    private Orders rollBack(Cure cure) {
        FaultKind kind = cure.fault().kind();
        if (kind == FaultKind.STATE_CORRUPTED) {
            dropCheckpoints(Long.MAX_VALUE);
            return Orders.WHOLE;
        }
        return kind.blamesCommand() ? Orders.FRESH : cure.unfinished();
    }

    /** Memory had been corrupted, and is folded anew: that was the roll-back (R1), unless such faults are to park. */
    Behavior<FrontMessage> healed(Incarnation incarnation, Healed healed) {
        Fault gone = healed.fault();
        incarnation.ring().dropBelow(healed.epoch());
        dropCheckpoints(healed.epoch());
        Fault fault = environment.fault(
                FaultKind.STATE_CORRUPTED,
                gone.component(),
                gone.revision(),
                gone.command(),
                new StateCorruptedException(gone),
                false);
        boolean parks = triage.parks(fault);
        if (parks) {
            return park(incarnation, fault);
        }
        environment.ledger().record(new Resolved(fault.id(), environment.now(), "rolled-back"));
        return Behaviors.same();
    }

    /** When memory was corrupted is not known; so checkpoints may have been made of it. */
    private void dropCheckpoints(long below) {
        String id = desk.component().persistenceId();
        environment
                .checkpoints()
                .ifPresent(store -> store.deleteBelow(id, below).whenComplete((done, error) -> {
                    if (error != null) {
                        environment.note(
                                FaultKind.CHECKPOINT,
                                id,
                                0,
                                new CheckpointException(
                                        "checkpoints of " + desk.component() + ", which may hold a state that was"
                                                + " corrupted in memory, could not all be removed",
                                        error));
                    }
                }));
    }

    /** The journal belongs to a later incarnation: normal once, when a zombie wrote last; worth a look when it recurs. */
    Behavior<FrontMessage> fenced(Incarnation incarnation, String reason, Orders orders) {
        LOG.warn("incarnation {} of {} was refused by the journal: {}", incarnation.number(), desk.component(), reason);
        return restart(incarnation, orders);
    }

    /** Gives an incarnation up and starts the next one after a backoff. */
    Behavior<FrontMessage> restart(Incarnation incarnation, Orders orders) {
        return restart(incarnation, () -> recover(orders));
    }

    /** Like {@link #restart}, for an operation of which it is not known whether it is written. */
    Behavior<FrontMessage> retry(Incarnation incarnation, Operation operation) {
        return restart(incarnation, () -> operate(operation));
    }

    private Behavior<FrontMessage> restart(Incarnation incarnation, Supplier<Behavior<FrontMessage>> next) {
        giveUp(incarnation);
        noteProgress();
        restartsInARow++;
        Duration backoff = environment.segment().backoff().delay(restartsInARow, environment.random01());
        context.scheduleOnce(backoff, context.getSelf(), new RestartNow(incarnations));
        report(ComponentStatus.State.RECOVERING);
        return new Resting(this, next);
    }

    private void noteProgress() {
        if (desk.takeProgress()) {
            restartsInARow = 0;
        }
        if (desk.takeSuccess()) {
            triage.succeeded();
        }
    }

    private Behavior<FrontMessage> park(Incarnation incarnation, Fault fault) {
        giveUp(incarnation);
        poison.clear();
        restartsInARow = 0;
        Duration rest = environment.segment().intensity().within();
        context.scheduleOnce(rest, context.getSelf(), new RestartNow(incarnations));
        String reason = desk.component() + " is parked since " + fault.time() + " by fault " + fault.id() + " ("
                + fault.kind().text() + ": " + fault.cause() + "); it tries again in " + rest;
        triage.parked();
        desk.resolveFaults("parked");
        desk.refuseAll(reason, rest);
        report(ComponentStatus.State.PARKED);
        LOG.error("{}", reason);
        takeUpErrands();
        long until = environment.host().clock().nanoTime() + rest.toNanos();
        return new Parked(this, reason, () -> until - environment.host().clock().nanoTime());
    }

    /** The fault of an incarnation whose actor ended without a word: it could not start, or Holdfast itself is wrong. */
    Failed unexpectedEnd(Ended ended) {
        Fault fault = environment.fault(
                FaultKind.CRASH,
                desk.component().persistenceId(),
                0,
                Optional.empty(),
                ended.cause()
                        .orElseGet(() ->
                                new IllegalStateException("the kernel of " + desk.component() + " ended unexpectedly")),
                false);
        return new Failed(ended.incarnation(), fault, Optional.empty(), Remedies.NONE);
    }

    private void giveUp(Incarnation incarnation) {
        desk.close();
        incarnation.slot().close();
        errands.lost();
        nursery.tell(new Nursery.Discard(incarnation), ActorRef.noSender());
    }

    private void takeUpErrands() {
        errands.takeWaiting().forEach(errand -> context.getSelf().tell(errand));
    }

    private void report(ComponentStatus.State state) {
        String id = desk.component().persistenceId();
        environment.statuses().merge(id, ComponentStatus.UNKNOWN.in(state), (before, unknown) -> before.in(state));
    }
}
