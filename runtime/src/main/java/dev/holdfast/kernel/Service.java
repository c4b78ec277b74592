package dev.holdfast.kernel;

import dev.holdfast.kernel.Answers.Given;
import dev.holdfast.kernel.EntryGroup.Write;
import dev.holdfast.kernel.FrontMessage.Drained;
import dev.holdfast.kernel.FrontMessage.Healed;
import dev.holdfast.kernel.Gathering.Batch;
import dev.holdfast.kernel.KernelMessage.Again;
import dev.holdfast.kernel.KernelMessage.AgainNow;
import dev.holdfast.kernel.KernelMessage.Resend;
import dev.holdfast.kernel.KernelMessage.Run;
import dev.holdfast.kernel.Presentation.Execute;
import dev.holdfast.kernel.Treating.Held;
import dev.holdfast.operator.QuarantineReader;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.Corrected;
import dev.holdfast.persistence.entry.Effect;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.EffectSettled;
import dev.holdfast.persistence.entry.Entry.Settled;
import dev.holdfast.persistence.entry.Entry.Settlement;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.persistence.entry.QuarantineResolved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * A kernel at work (K1): decides ahead on speculative state while a write is in flight, gathers the outcomes, writes
 * them as one group, and releases them when that is durable. One write is in flight at most: with a second one queued, a
 * rejection of the first would leave a permanent gap. Nothing derived from speculative state leaves before.
 *
 * <p>A command that met a fault is held, and those behind it wait, so that their order stays; what was decided before it
 * is written first. The front then says what to do with it.
 */
final class Service {

    /** How the service's wishes are carried out. */
    interface Carrier {
        /** Writes entries as one atomic group; must be the last call of a message's handling. */
        void persist(EntryGroup group, Runnable written);

        /** Sends a message to the kernel later. */
        void after(Duration delay, KernelMessage message);
    }

    private final Environment environment;
    private final Incarnation incarnation;
    private final History history;
    private final Carrier carrier;
    private final Outbox outbox;
    private final Gathering gathering;
    private final Treating treating;
    private final Keeping keeping;
    private final Deque<Run> waiting = new ArrayDeque<>();
    private @Nullable Held held;
    private boolean writing;
    private boolean resending;
    private boolean draining;
    private Instant lastTime;

    Service(
            Environment environment,
            Incarnation incarnation,
            History history,
            InlineDecider<?, ?> decider,
            Keeping keeping,
            Carrier carrier) {
        this.environment = environment;
        this.incarnation = incarnation;
        this.history = history;
        this.keeping = keeping;
        this.carrier = carrier;
        this.outbox = new Outbox(
                environment,
                incarnation.persistenceId(),
                environment.router().receiver(incarnation.persistenceId()),
                history.effects());
        this.gathering = new Gathering(environment.settings().kernel().batch());
        this.treating = new Treating(environment, incarnation, history, decider, gathering);
        this.lastTime = history.time();
    }

    /** Sends what earlier incarnations left open: not before the desk lets their answers in. */
    void begin() {
        report();
        outbox.send(history.effects().all());
        watchEffects();
    }

    void run(Run run) {
        if (!draining) {
            waiting.addLast(run);
            proceed();
        }
    }

    /** Decides what waits, as far as it may, then writes. */
    private void proceed() {
        while (held == null && !gathering.isFull() && !waiting.isEmpty()) {
            take(waiting.removeFirst());
        }
        flush();
    }

    private void take(Run run) {
        CommandId id = run.presentation().id();
        Optional<Response> known = Admission.check(
                run,
                history.find(id.sender(), id.number()),
                history.forgottenUntil(),
                environment.now(),
                history.effects().count() + gathering.effects(),
                environment.settings());
        if (known.isPresent()) {
            release(List.of(new Given(id, known.get())), List.of(run.presentation()));
        } else if (run.presentation().request() instanceof Execute execute) {
            Instant time = run.time().orElseGet(this::nextTime);
            held = treating.treat(run, execute.command(), time).orElse(null);
        } else {
            treating.withdraw(run.presentation(), lastTime);
        }
    }

    /** An effect's target answered. */
    void answered(Answers answers) {
        if (draining) {
            return; // they are sent again until they are settled
        }
        for (Given given : answers.given()) {
            CommandId id = given.id();
            if (given.response() instanceof Response.Final known
                    && history.effects().find(id.target(), id.number()).isPresent()) {
                gathering.settle(new Settlement(id.target(), id.number(), Settled.by(known.answer())));
            }
        }
        flush();
    }

    /** An operator deals with a command that was set aside. */
    void resolve(Resolving order) {
        CommandId id = order.id();
        if (gathering.isResolving(id)
                || history.quarantine().find(id.sender(), id.number()).isEmpty()) {
            order.done().completeExceptionally(QuarantineReader.notSetAside(id));
        } else {
            gathering.add(order);
            flush();
        }
    }

    /** The front has decided what to do with the held command. */
    void again(Again order) {
        if (order.after().isZero()) {
            againNow(new AgainNow(order.id(), order.treatment()));
        } else if (isHeld(order.id())) {
            carrier.after(order.after(), new AgainNow(order.id(), order.treatment()));
        }
    }

    void againNow(AgainNow order) {
        Held again = held;
        if (again != null && isHeld(order.id())) {
            held = null;
            waiting.addFirst(new Run(again.run().presentation(), Optional.of(again.time()), order.treatment()));
            proceed();
        }
    }

    /** Takes no more; what waits stays with the desk. */
    void drain() {
        draining = true;
        waiting.clear();
        flush();
    }

    void resend() {
        resending = false;
        outbox.sendDue();
        watchEffects();
    }

    private void flush() {
        if (writing) {
            return;
        }
        if (gathering.isEmpty()) {
            reportHeld();
            reportDrained();
            return;
        }
        Batch batch = gathering.close(history, nextTime());
        Optional<Keeping.Held> state = isTrusted()
                ? keeping.hold(batch.group().next() - 1, history.revision() + batch.events())
                : Optional.empty();
        writing = true;
        carrier.persist(batch.group(), () -> written(batch, state));
    }

    /** False when the command that is held left something of itself in the state (R2). */
    private boolean isTrusted() {
        return held == null || held.fault().stateIntact();
    }

    private void written(Batch batch, Optional<Keeping.Held> state) {
        writing = false;
        batch.group().acceptedBy(history);
        state.ifPresent(kept -> keeping.keep(kept, history));
        gathering.written();
        report();
        List<Given> given = new ArrayList<>(batch.outcomes().size());
        List<Presentation> presentations = new ArrayList<>(batch.outcomes().size());
        for (Decided decided : batch.outcomes()) {
            given.add(new Given(
                    decided.presentation().id(),
                    new Response.Final(decided.result().answer())));
            presentations.add(decided.presentation());
        }
        // before the answers: who has one finds the fault in the ledger, at the latest when the system has ended in
        // order
        batch.healed()
                .forEach(fault -> incarnation.front().tell(new Healed(incarnation.number(), fault, history.epoch())));
        release(given, presentations);
        batch.resolved().forEach(order -> order.done().complete(Done.getInstance()));
        batch.group().writes().forEach(this::carryOut);
        watchEffects();
        proceed();
    }

    private void carryOut(Write write) {
        if (write.entry().content() instanceof Committed committed) {
            send(committed.outcomes());
        } else if (write.entry().content() instanceof Corrected corrected) {
            send(corrected.outcome().stream().toList());
        } else if (write.entry().content() instanceof QuarantineResolved resolved) {
            outbox.send(resolved.reissue().stream().toList());
        } else if (write.entry().content() instanceof EffectSettled settled) {
            outbox.settled(settled.settlements());
        }
    }

    private void send(List<Outcome> outcomes) {
        List<Effect> opened = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome.result() instanceof Outcome.Completed completed) {
                opened.addAll(completed.effects());
            }
        }
        outbox.send(opened);
    }

    /** The desk knows of it before anything else can be asked of the front (K5). */
    private void release(List<Given> given, List<Presentation> presentations) {
        if (given.isEmpty()) {
            return;
        }
        incarnation.desk().done(incarnation, given);
        Map<Answers.Receiver, List<Given>> byReceiver = new LinkedHashMap<>();
        for (int i = 0; i < given.size(); i++) {
            byReceiver
                    .computeIfAbsent(presentations.get(i).replyTo(), receiver -> new ArrayList<>())
                    .add(given.get(i));
        }
        byReceiver.forEach((receiver, answers) -> receiver.tell(new Answers(answers)));
    }

    private void reportHeld() {
        Held culprit = held;
        if (culprit != null && !culprit.reported()) {
            held = culprit.asReported();
            incarnation
                    .front()
                    .tell(new FrontMessage.Failed(
                            incarnation.number(), culprit.fault(), Optional.of(culprit.time()), culprit.remedies()));
        }
    }

    private void reportDrained() {
        if (draining && held == null) {
            incarnation.front().tell(new Drained(incarnation.number()));
        }
    }

    private boolean isHeld(CommandId id) {
        return held != null && held.run().presentation().id().equals(id);
    }

    private void watchEffects() {
        if (!resending && history.effects().count() > 0) {
            resending = true;
            carrier.after(environment.settings().effects().resend().min(), new Resend());
        }
    }

    private void report() {
        int open = history.effects().count();
        int setAside = history.quarantine().count();
        environment
                .statuses()
                .merge(
                        incarnation.persistenceId(),
                        ComponentStatus.UNKNOWN.counting(open, setAside, history.tally()),
                        (before, unknown) -> before.counting(open, setAside, history.tally()));
    }

    private Instant nextTime() {
        Instant now = environment.now();
        lastTime = now.isBefore(lastTime) ? lastTime : now;
        return lastTime;
    }
}
