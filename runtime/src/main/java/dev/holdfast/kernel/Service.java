package dev.holdfast.kernel;

import dev.holdfast.config.FaultKind;
import dev.holdfast.kernel.Answers.Given;
import dev.holdfast.kernel.Decided.Correction;
import dev.holdfast.kernel.EntryGroup.Write;
import dev.holdfast.kernel.FrontMessage.Drained;
import dev.holdfast.kernel.FrontMessage.Healed;
import dev.holdfast.kernel.Gathering.Batch;
import dev.holdfast.kernel.KernelMessage.Again;
import dev.holdfast.kernel.KernelMessage.AgainNow;
import dev.holdfast.kernel.KernelMessage.Resend;
import dev.holdfast.kernel.KernelMessage.Run;
import dev.holdfast.kernel.Presentation.Execute;
import dev.holdfast.persistence.entry.Answer;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.Corrected;
import dev.holdfast.persistence.entry.Effect;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.EffectSettled;
import dev.holdfast.persistence.entry.Entry.Settled;
import dev.holdfast.persistence.entry.Entry.Settlement;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.recovery.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private record Held(Run run, Fault fault, Remedies remedies, Instant time, boolean reported) {}

    private final Environment environment;
    private final Incarnation incarnation;
    private final History history;
    private final InlineDecider<?, ?> decider;
    private final Carrier carrier;
    private final Outbox outbox;
    private final Gathering gathering;
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
        this.decider = decider;
        this.keeping = keeping;
        this.carrier = carrier;
        this.outbox = new Outbox(
                environment,
                incarnation.persistenceId(),
                environment.router().receiver(incarnation.persistenceId()),
                history.effects());
        this.gathering = new Gathering(environment.settings().kernel().batch());
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
            execute(run, execute.command());
        } else {
            conclude(run, 0, lastTime, new Outcome.Rejected(Answer.Rejected.WITHDRAWN));
        }
    }

    private void execute(Run run, Encoded command) {
        Instant time = run.time().orElseGet(this::nextTime);
        if (run.treatment() instanceof Treatment.SetAside aside) {
            setAside(run, command, time, aside.fault());
        } else if (run.treatment() instanceof Treatment.Forward forward) {
            forward(run, command, time, forward.fault());
        } else if (run.treatment() instanceof Treatment.Try again) {
            conclude(run, command, time, decide(run, command, time, new Attempt(again.version(), false)));
        }
    }

    private Verdict decide(Run run, Encoded command, Instant time, Attempt attempt) {
        CommandId id = run.presentation().id();
        RecordedContext context = new RecordedContext(id, time, id.seed());
        return decider.decide(command, context, attempt.applyingAtLeast(alternates()));
    }

    /** Up to which alternate the events of this component are applied. */
    private int alternates() {
        return incarnation.orders().version();
    }

    /**
     * On a state folded anew: what shows again is corrected; what does not was memory that was corrupted (R1). Another
     * fault than the one for which this was ordered walks on its own ladder.
     */
    private void forward(Run run, Encoded command, Instant time, Fault fault) {
        boolean violated = fault.kind() == FaultKind.INVARIANT_VIOLATED;
        Verdict verdict = decide(run, command, time, new Attempt(0, violated));
        if (verdict instanceof Verdict.Corrected corrected) {
            Correction correction = new Correction(fault.id(), corrected.correction());
            complete(run, command, time, corrected.outcome(), Optional.of(correction), corrected.size());
        } else if (verdict instanceof Verdict.Faulted faulted) {
            if (!violated && isSame(fault, faulted)) {
                correct(run, command, time, faulted, fault);
            } else {
                conclude(run, command, time, faulted);
            }
        } else {
            // unless what had been wrong was the journal, which this incarnation corrected as it took over
            if (incarnation.orders().forward().isEmpty()) {
                gathering.heal(fault);
            }
            conclude(run, command, time, verdict);
        }
    }

    private static boolean isSame(Fault fault, Verdict.Faulted shown) {
        return fault.kind() == shown.kind()
                && fault.causes().contains(shown.thrown().getClass().getName());
    }

    /**
     * Corrects the state that a command failed on, then tries the command once more. If that fails, too, nothing is
     * written: the state with the correction in it is given up.
     */
    private void correct(Run run, Encoded command, Instant time, Verdict.Faulted faulted, Fault fault) {
        Optional<List<Encoded>> events;
        try {
            events = decider.correct(faulted.thrown(), alternates());
        } catch (CorrectionFailedException e) {
            boolean intact = faulted.stateIntact() && !e.inApply();
            conclude(run, command, time, new Verdict.Faulted(faulted.kind(), e.of(faulted.thrown()), intact));
            return;
        }
        if (events.isEmpty()) {
            conclude(run, command, time, faulted);
            return;
        }
        Verdict again = decide(run, command, time, Attempt.FIRST);
        if (again instanceof Verdict.Faulted still) {
            conclude(run, command, time, new Verdict.Faulted(still.kind(), still.thrown(), false));
        } else {
            gathering.add(new Correction(fault.id(), events.get()));
            conclude(run, command, time, again);
        }
    }

    private void conclude(Run run, Encoded command, Instant time, Verdict verdict) {
        if (verdict instanceof Verdict.Completed completed) {
            complete(run, command, time, completed, Optional.empty(), completed.size());
        } else if (verdict instanceof Verdict.Rejected rejected) {
            conclude(run, command.digest(), time, new Outcome.Rejected(rejected.code()));
        } else if (verdict instanceof Verdict.Faulted faulted) {
            hold(run, command, time, corrupted().orElse(faulted));
        } else {
            throw new IllegalStateException("a correction that was not asked for: " + verdict);
        }
    }

    private void hold(Run run, Encoded command, Instant time, Verdict.Faulted faulted) {
        Fault fault = environment.fault(
                faulted.kind(),
                incarnation.persistenceId(),
                history.revision(),
                Optional.of(run.presentation().id()).filter(id -> faulted.kind().blamesCommand()),
                faulted.thrown(),
                faulted.stateIntact());
        held = new Held(run, fault, decider.remedies(faulted.thrown(), command), time, false);
    }

    /**
     * A state that breaks an invariant before a command is decided was changed in memory, for its invariants held when the
     * incarnation took over, and after each command since. No command is to blame for that. Of a state that a command
     * may have changed in place it cannot be said.
     */
    private Optional<Verdict.Faulted> corrupted() {
        return decider.isImmutable()
                ? decider.violated().map(broken -> new Verdict.Faulted(FaultKind.STATE_CORRUPTED, broken, false))
                : Optional.empty();
    }

    private void complete(
            Run run,
            Encoded command,
            Instant time,
            Verdict.Completed completed,
            Optional<Correction> correction,
            long size) {
        Presentation presentation = run.presentation();
        Outcome.Result result = new Outcome.Completed(completed.events(), completed.reply(), List.of());
        gathering.add(new Decided(
                presentation,
                time,
                presentation.id().seed(),
                command.digest(),
                result,
                completed.effects(),
                correction,
                size));
    }

    private void setAside(Run run, Encoded command, Instant time, Fault fault) {
        conclude(run, command.digest(), time, new Outcome.Quarantined(fault.id(), fault.cause(), command));
    }

    private void conclude(Run run, long digest, Instant time, Outcome.Result result) {
        Presentation presentation = run.presentation();
        long size = result instanceof Outcome.Quarantined quarantined
                ? Verdict.OVERHEAD + quarantined.command().bytes().length
                : Verdict.OVERHEAD;
        gathering.add(new Decided(
                presentation, time, presentation.id().seed(), digest, result, List.of(), Optional.empty(), size));
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
            waiting.addFirst(new Run(again.run.presentation(), Optional.of(again.time), order.treatment()));
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
        return held == null || held.fault.stateIntact();
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
        release(given, presentations);
        batch.healed()
                .forEach(fault -> incarnation.front().tell(new Healed(incarnation.number(), fault, history.epoch())));
        batch.group().writes().forEach(this::carryOut);
        watchEffects();
        proceed();
    }

    private void carryOut(Write write) {
        if (write.entry().content() instanceof Committed committed) {
            send(committed.outcomes());
        } else if (write.entry().content() instanceof Corrected corrected) {
            send(corrected.outcome().stream().toList());
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
        if (culprit != null && !culprit.reported) {
            held = new Held(culprit.run, culprit.fault, culprit.remedies, culprit.time, true);
            incarnation
                    .front()
                    .tell(new FrontMessage.Failed(
                            incarnation.number(), culprit.fault, Optional.of(culprit.time), culprit.remedies));
        }
    }

    private void reportDrained() {
        if (draining && held == null) {
            incarnation.front().tell(new Drained(incarnation.number()));
        }
    }

    private boolean isHeld(CommandId id) {
        return held != null && held.run.presentation().id().equals(id);
    }

    private void watchEffects() {
        if (!resending && history.effects().count() > 0) {
            resending = true;
            carrier.after(environment.settings().effects().resend().min(), new Resend());
        }
    }

    private void report() {
        int open = history.effects().count();
        environment
                .statuses()
                .merge(
                        incarnation.persistenceId(),
                        ComponentStatus.UNKNOWN.counting(open, history.tally()),
                        (before, unknown) -> before.counting(open, history.tally()));
    }

    private Instant nextTime() {
        Instant now = environment.now();
        lastTime = now.isBefore(lastTime) ? lastTime : now;
        return lastTime;
    }
}
