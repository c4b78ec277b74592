package dev.holdfast.kernel;

import dev.holdfast.component.Component;
import dev.holdfast.component.InvariantViolated;
import dev.holdfast.persistence.entry.Encoded;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rolls states of a component forward by the corrections it declares. What they yield goes the way of all events: through
 * bytes, before it is applied.
 *
 * @param <S> the state
 * @param <E> the events
 */
final class Corrections<S, E> {

    private final Component<S, E> component;
    private final Applying<S, E> applying;
    private final Invariants<S> invariants;
    private final int maxBytes;

    /**
     * The corrections of a component.
     *
     * @param maxBytes how many bytes one correction may take
     */
    Corrections(Component<S, E> component, Applying<S, E> applying, Invariants<S> invariants, int maxBytes) {
        this.component = component;
        this.applying = applying;
        this.invariants = invariants;
        this.maxBytes = maxBytes;
    }

    /**
     * A state that was corrected.
     *
     * @param state the state after the correction, in which all invariants hold
     * @param events what corrected it
     */
    record Corrected<S>(S state, List<Encoded> events) {}

    /**
     * Corrects a state after this was thrown; empty when nothing is declared for it.
     *
     * @throws CorrectionFailedException when the correction fails or leaves an invariant broken
     */
    Optional<Corrected<S>> correct(S state, Throwable thrown, int version) {
        Optional<Function<S, List<? extends E>>> declared = find(thrown);
        if (declared.isEmpty()) {
            return Optional.empty();
        }
        List<Encoded> events = events(state, declared.get(), thrown);
        S after = apply(state, events, thrown, version);
        Optional<InvariantViolated> still = invariants.violatedBy(after);
        if (still.isPresent()) {
            throw failed(thrown, "it leaves '" + still.get().invariant() + "' broken", still.get(), false);
        }
        if (events.isEmpty()) {
            throw failed(
                    thrown, "it has no events", new IllegalArgumentException("a correction needs an event"), false);
        }
        return Optional.of(new Corrected<>(after, events));
    }

    private Optional<Function<S, List<? extends E>>> find(Throwable thrown) {
        try {
            return UserCode.call(() -> component.correctionFor(thrown));
        } catch (UserCode.Failure e) {
            throw failed(thrown, "it cannot be found: " + text(e), e.thrown(), false);
        }
    }

    private List<Encoded> events(S state, Function<S, List<? extends E>> correction, Throwable thrown) {
        try {
            return UserCode.call(() -> {
                List<Encoded> events = applying.encode(whole(correction.apply(state)));
                if (Verdict.size(events) > maxBytes) {
                    throw new IllegalStateException("its events take " + Verdict.size(events) + " bytes; at most "
                            + maxBytes + " can be stored (holdfast.runtime.kernel.batch.max-bytes)");
                }
                return events;
            });
        } catch (UserCode.Failure e) {
            throw failed(thrown, text(e), e.thrown(), false);
        }
    }

    private List<? extends E> whole(List<? extends E> events) {
        if (events == null) {
            throw new NullPointerException("it returned null: return its events");
        }
        for (E event : events) {
            if (event == null) {
                throw new NullPointerException("one of its events is null");
            }
        }
        return events;
    }

    private S apply(S state, List<Encoded> events, Throwable thrown, int version) {
        List<E> stored;
        try {
            stored = UserCode.call(() -> applying.decode(events));
        } catch (UserCode.Failure e) {
            throw failed(thrown, text(e), e.thrown(), false);
        }
        try {
            return UserCode.call(() -> applying.applyAll(state, stored, version));
        } catch (UserCode.Failure e) {
            throw failed(thrown, "its events cannot be applied: " + text(e), e.thrown(), true);
        }
    }

    private CorrectionFailedException failed(Throwable thrown, String why, Throwable cause, boolean inApply) {
        return new CorrectionFailedException(
                "component '" + component.name() + "' has a correction for "
                        + thrown.getClass().getName() + ", but it failed: " + why,
                cause,
                inApply);
    }

    /** Asking an exception for its text is user code again. */
    private static String text(UserCode.Failure failure) {
        try {
            return UserCode.call(() -> String.valueOf(failure.thrown()));
        } catch (UserCode.Failure again) {
            return failure.thrown().getClass().getName();
        }
    }
}
