package dev.holdfast.kernel;

import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Context;
import dev.holdfast.component.Decision;
import dev.holdfast.component.InvariantViolated;
import dev.holdfast.config.FaultKind;
import dev.holdfast.config.InjectedFault;
import dev.holdfast.faults.FaultInjector;
import dev.holdfast.kernel.Verdict.Faulted;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Unit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs a component's functions on its (speculative) state, in the kernel's own thread. A command that fails leaves the
 * state as it was, provided the state is immutable; otherwise the state is not to be trusted any more (R2).
 */
final class InlineDecider<S, E> {

    private final Component<S, E> component;
    private final ComponentCodec<S, E> codec;
    private final Captures<S> captures;
    private final Applying<S, E> applying;
    private final Invariants<S> invariants;
    private final Corrections<S, E> corrections;
    private final Outcomes outcomes;
    private final String id;
    private final FaultInjector faults;
    private final boolean faulty;
    private final String place;
    private S state;

    /**
     * A decider on the state before the first event.
     *
     * @param components the codecs of all started components, for effects
     * @param maxBytes how many bytes one outcome may take
     * @param faults what is injected on purpose
     */
    InlineDecider(
            ComponentCodec<S, E> codec,
            Map<String, ComponentCodec<?, ?>> components,
            String id,
            int maxBytes,
            FaultInjector faults) {
        this.faults = faults;
        this.faulty = faults.injects(InjectedFault.HANG, InjectedFault.CRASH, InjectedFault.CRASH_IN_APPLY);
        this.component = codec.component();
        this.codec = codec;
        this.id = id;
        this.place = new ComponentId(component.name(), id).persistenceId();
        this.state = initial(component, id);
        this.captures = new Captures<>(codec, state.getClass());
        this.applying = new Applying<>(codec, captures);
        this.invariants = new Invariants<>(component);
        this.corrections = new Corrections<>(component, applying, invariants, maxBytes);
        this.outcomes = new Outcomes(codec, components, maxBytes);
    }

    private static <S> S initial(Component<S, ?> component, String id) {
        return UserCode.call(() -> Objects.requireNonNull(
                component.initial(id), () -> "component '" + component.name() + "' starts as null"));
    }

    /** Goes back to the state before the first event. */
    void restart() {
        state = initial(component, id);
    }

    /** Tries a command as every command is tried first. */
    Verdict decide(Encoded encoded, Context context) {
        return decide(encoded, context, Attempt.FIRST);
    }

    /** Tries a command. */
    Verdict decide(Encoded encoded, Context context, Attempt attempt) {
        Command<?> command;
        try {
            command = UserCode.call(() -> codec.decodeCommand(encoded));
        } catch (UserCode.Failure e) {
            return new Faulted(FaultKind.POISON_COMMAND, e.thrown(), true);
        }
        Decision<S, ? extends E, ?> decision;
        try {
            decision = UserCode.call(() -> {
                if (faulty) {
                    faults.mayHang(InjectedFault.HANG, place);
                    faults.mayThrow(InjectedFault.CRASH, place);
                }
                return component.decide(state, command, context, attempt.version());
            });
        } catch (UserCode.Failure e) {
            return new Faulted(FaultKind.CRASH, e.thrown(), isImmutable());
        }
        if (decision instanceof Decision.Refused<S, ? extends E, ?> refused) {
            return invariants
                    .violatedBy(state)
                    .<Verdict>map(violated -> new Faulted(FaultKind.INVARIANT_VIOLATED, violated, isImmutable()))
                    .orElseGet(() -> new Verdict.Rejected(refused.code()));
        }
        if (decision instanceof Decision.Accepted<S, ? extends E, ?> accepted) {
            return accept(command, accepted, attempt);
        }
        return new Faulted(
                FaultKind.CRASH,
                new NullPointerException("component '" + component.name() + "' decided null on "
                        + command.getClass().getName()),
                isImmutable());
    }

    private Verdict accept(Command<?> command, Decision.Accepted<S, ? extends E, ?> accepted, Attempt attempt) {
        List<Encoded> events;
        List<E> stored;
        try {
            events = UserCode.call(() -> applying.encode(accepted.events()));
            stored = UserCode.call(() -> applying.decode(events));
        } catch (UserCode.Failure e) {
            return new Faulted(FaultKind.POISON_COMMAND, e.thrown(), isImmutable());
        }
        S after;
        try {
            after = UserCode.call(() -> {
                if (faulty && !stored.isEmpty()) {
                    faults.mayThrow(InjectedFault.CRASH_IN_APPLY, place);
                }
                return applying.applyAll(state, stored, attempt.applying());
            });
        } catch (UserCode.Failure e) {
            return new Faulted(FaultKind.CRASH, e.thrown(), false);
        }
        Optional<InvariantViolated> violated = invariants.violatedBy(after);
        return violated.isEmpty()
                ? conclude(command, accepted, events, after, Optional.empty())
                : violated(command, accepted, events, after, violated.get(), attempt);
    }

    private Verdict violated(
            Command<?> command,
            Decision.Accepted<S, ? extends E, ?> accepted,
            List<Encoded> events,
            S candidate,
            InvariantViolated violated,
            Attempt attempt) {
        Optional<Corrections.Corrected<S>> corrected = Optional.empty();
        if (attempt.correcting()) {
            try {
                corrected = corrections.correct(candidate, violated, attempt.applying());
            } catch (CorrectionFailedException e) {
                return new Faulted(FaultKind.INVARIANT_VIOLATED, e, !e.inApply() && isImmutable());
            }
        }
        return corrected
                .map(by -> conclude(command, accepted, events, by.state(), Optional.of(by.events())))
                .orElseGet(() -> new Faulted(FaultKind.INVARIANT_VIOLATED, violated, isImmutable()));
    }

    private Verdict conclude(
            Command<?> command,
            Decision.Accepted<S, ? extends E, ?> accepted,
            List<Encoded> events,
            S after,
            Optional<List<Encoded>> correction) {
        Object reply;
        try {
            reply = UserCode.<Object>call(() -> accepted.reply().apply(after));
        } catch (UserCode.Failure e) {
            return new Faulted(FaultKind.CRASH, e.thrown(), isImmutable());
        }
        try {
            Verdict verdict =
                    UserCode.call(() -> outcomes.serialize(command, events, accepted.effects(), reply, correction));
            state = after;
            return verdict;
        } catch (UserCode.Failure e) {
            return new Faulted(FaultKind.POISON_COMMAND, e.thrown(), isImmutable());
        }
    }

    /**
     * Rolls the state forward after this was thrown.
     *
     * @param version of the alternates that events may be applied by
     * @return the events that corrected it; empty when no correction is declared for it
     * @throws CorrectionFailedException when the correction fails or leaves an invariant broken; the state is then not
     *     to be used any more, unless it is immutable
     */
    Optional<List<Encoded>> correct(Throwable thrown, int version) {
        Optional<Corrections.Corrected<S>> corrected = corrections.correct(state, thrown, version);
        corrected.ifPresent(by -> state = by.state());
        return corrected.map(Corrections.Corrected::events);
    }

    /** The invariant that the state breaks, if it breaks one. */
    Optional<InvariantViolated> violated() {
        return invariants.violatedBy(state);
    }

    /**
     * Applies events that are in the journal already.
     *
     * @param version of the alternates that they may be applied by
     * @throws UserCode.Failure when one cannot be read or applied
     */
    void replay(List<Encoded> events, int version) {
        state = UserCode.call(() -> applying.replayAll(state, events, version));
    }

    /**
     * Holds the state fast as it is now: at an entry's boundary, when called as its batch is closed (K10).
     *
     * @throws UserCode.Failure when it is not immutable and cannot be serialized
     */
    Capture<S> capture() {
        return captures.of(state);
    }

    /**
     * Goes back to a state held fast by a decider of the same component.
     *
     * @throws UserCode.Failure when it cannot be read back as it was
     */
    @SuppressWarnings("unchecked") // a component's states are of one type
    void restore(Capture<?> capture) {
        state = (S) capture.state();
    }

    /**
     * Goes to the state in a checkpoint.
     *
     * @throws UserCode.Failure when it cannot be read
     */
    void restore(Encoded checkpoint) {
        state = captures.read(checkpoint);
    }

    /** What there is against a fault that showed in a command. */
    Remedies remedies(Throwable thrown, Encoded command) {
        return new Remedies(corrects(thrown), component.alternatesOf(command.name()), Optional.empty());
    }

    /** What there is against a fault of the state itself. */
    Remedies remedies(Throwable thrown) {
        return new Remedies(corrects(thrown), 0, Optional.empty());
    }

    /** What there is against events that cannot be applied; those that caused effects cannot be voided (R7). */
    Remedies remedies(Unit unit) {
        boolean voidable = unit.effects().isEmpty();
        return new Remedies(
                false, component.alternatesOfEvents(), voidable ? Optional.of(unit.revisions()) : Optional.empty());
    }

    private boolean corrects(Throwable thrown) {
        try {
            return UserCode.call(() -> component.correctionFor(thrown).isPresent());
        } catch (UserCode.Failure e) {
            // the exception's own classes fail: nothing can be corrected by them
            return false;
        }
    }

    /** Whether the state is shown or declared to be immutable (R2). */
    boolean isImmutable() {
        return captures.isImmutable(state);
    }
}
