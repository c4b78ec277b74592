package dev.holdfast.component;

import java.util.stream.Stream;

/**
 * An invariant does not hold for a component's state, or its predicate threw; then that is the cause. Its trace begins
 * with the invariant, as the place in the component where it happened, so that faults of different invariants have
 * different signatures.
 */
public final class InvariantViolated extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String component;
    private final String invariant;

    /** An invariant of the component with this name does not hold. */
    public InvariantViolated(String component, String invariant) {
        super("component '" + component + "' came into a state in which '" + invariant + "' does not hold");
        this.component = component;
        this.invariant = invariant;
        beginTraceWithInvariant();
    }

    /** Whether an invariant of the component with this name holds cannot be told: its predicate threw. */
    public InvariantViolated(String component, String invariant, Throwable thrown) {
        super(
                "component '" + component + "' came into a state in which the predicate of '" + invariant + "' threw "
                        + thrown.getClass().getName(),
                thrown);
        this.component = component;
        this.invariant = invariant;
        beginTraceWithInvariant();
    }

    private void beginTraceWithInvariant() {
        StackTraceElement place = new StackTraceElement(component, "holds", invariant, -1);
        setStackTrace(
                Stream.concat(Stream.of(place), Stream.of(getStackTrace())).toArray(StackTraceElement[]::new));
    }

    /** The name of the component. */
    public String component() {
        return component;
    }

    /** The text of the invariant. */
    public String invariant() {
        return invariant;
    }
}
