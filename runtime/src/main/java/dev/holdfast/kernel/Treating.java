package dev.holdfast.kernel;

import dev.holdfast.config.FaultKind;
import dev.holdfast.kernel.Decided.Correction;
import dev.holdfast.kernel.KernelMessage.Run;
import dev.holdfast.persistence.entry.Answer;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.recovery.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Treats commands as it is ordered: executes them, rolls the state forward, sets them aside. What they come to is gathered;
 * one that met a fault is held, and the front says what to do with it. For the kernel's thread.
 */
final class Treating {

    private final Environment environment;
    private final Incarnation incarnation;
    private final History history;
    private final InlineDecider<?, ?> decider;
    private final Gathering gathering;

    Treating(
            Environment environment,
            Incarnation incarnation,
            History history,
            InlineDecider<?, ?> decider,
            Gathering gathering) {
        this.environment = environment;
        this.incarnation = incarnation;
        this.history = history;
        this.decider = decider;
        this.gathering = gathering;
    }

    /**
     * A command that met a fault.
     *
     * @param run the command, and how it was treated
     * @param fault what it met
     * @param remedies what the component has against it
     * @param time the time its context gave
     * @param reported whether the front knows
     */
    record Held(Run run, Fault fault, Remedies remedies, Instant time, boolean reported) {
        Held asReported() {
            return new Held(run, fault, remedies, time, true);
        }
    }

    /** Treats a command; it is to be held if that is what comes back, and else is gathered. */
    Optional<Held> treat(Run run, Encoded command, Instant time) {
        if (run.treatment() instanceof Treatment.Forward forward) {
            return forward(run, command, time, forward.fault());
        } else if (run.treatment() instanceof Treatment.Try again) {
            return conclude(run, command, time, decide(run, command, time, new Attempt(again.version(), false)));
        }
        setAside(run, command, time, ((Treatment.SetAside) run.treatment()).fault());
        return Optional.empty();
    }

    /** Closes an id that no command was seen under, for ever. */
    void withdraw(Presentation presentation, Instant time) {
        add(presentation, 0, time, new Outcome.Rejected(Answer.Rejected.WITHDRAWN));
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
    private Optional<Held> forward(Run run, Encoded command, Instant time, Fault fault) {
        boolean violated = fault.kind() == FaultKind.INVARIANT_VIOLATED;
        Verdict verdict = decide(run, command, time, new Attempt(0, violated));
        if (verdict instanceof Verdict.Corrected corrected) {
            Correction correction = new Correction(fault.id(), corrected.correction());
            complete(run, command, time, corrected.outcome(), Optional.of(correction), corrected.size());
            return Optional.empty();
        } else if (verdict instanceof Verdict.Faulted faulted) {
            return !violated && isSame(fault, faulted)
                    ? correct(run, command, time, faulted, fault)
                    : conclude(run, command, time, faulted);
        }
        // unless what had been wrong was the journal, which this incarnation corrected as it took over
        if (violated && incarnation.orders().forward().isEmpty()) {
            gathering.heal(fault);
        }
        return conclude(run, command, time, verdict);
    }

    private static boolean isSame(Fault fault, Verdict.Faulted shown) {
        return fault.kind() == shown.kind()
                && fault.causes().contains(shown.thrown().getClass().getName());
    }

    /**
     * Corrects the state that a command failed on, then tries the command once more. If that fails, too, nothing is
     * written: the state with the correction in it is given up.
     */
    private Optional<Held> correct(Run run, Encoded command, Instant time, Verdict.Faulted faulted, Fault fault) {
        Optional<List<Encoded>> events;
        try {
            events = decider.correct(faulted.thrown(), alternates());
        } catch (CorrectionFailedException e) {
            boolean intact = faulted.stateIntact() && !e.inApply();
            return conclude(run, command, time, new Verdict.Faulted(faulted.kind(), e.of(faulted.thrown()), intact));
        }
        if (events.isEmpty()) {
            return conclude(run, command, time, faulted);
        }
        Verdict again = decide(run, command, time, Attempt.FIRST);
        if (again instanceof Verdict.Faulted still) {
            return conclude(run, command, time, new Verdict.Faulted(still.kind(), still.thrown(), false));
        }
        gathering.add(new Correction(fault.id(), events.get()));
        return conclude(run, command, time, again);
    }

    private Optional<Held> conclude(Run run, Encoded command, Instant time, Verdict verdict) {
        if (verdict instanceof Verdict.Completed completed) {
            complete(run, command, time, completed, Optional.empty(), completed.size());
        } else if (verdict instanceof Verdict.Rejected rejected) {
            add(run.presentation(), command.digest(), time, new Outcome.Rejected(rejected.code()));
        } else if (verdict instanceof Verdict.Faulted faulted) {
            return hold(run, command, time, corrupted().orElse(faulted));
        } else {
            throw new IllegalStateException("a correction that was not asked for: " + verdict);
        }
        return Optional.empty();
    }

    private Optional<Held> hold(Run run, Encoded command, Instant time, Verdict.Faulted faulted) {
        Fault fault = environment.fault(
                faulted.kind(),
                incarnation.persistenceId(),
                history.revision(),
                Optional.of(run.presentation().id()).filter(id -> faulted.kind().blamesCommand()),
                faulted.thrown(),
                faulted.stateIntact());
        return Optional.of(new Held(run, fault, decider.remedies(faulted.thrown(), command), time, false));
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
        add(run.presentation(), command.digest(), time, new Outcome.Quarantined(fault.id(), fault.cause(), command));
    }

    private void add(Presentation presentation, long digest, Instant time, Outcome.Result result) {
        long size = result instanceof Outcome.Quarantined quarantined
                ? Verdict.OVERHEAD + quarantined.command().bytes().length
                : Verdict.OVERHEAD;
        gathering.add(new Decided(
                presentation, time, presentation.id().seed(), digest, result, List.of(), Optional.empty(), size));
    }
}
