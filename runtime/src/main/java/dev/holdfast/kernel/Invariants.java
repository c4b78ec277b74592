package dev.holdfast.kernel;

import dev.holdfast.component.Component;
import dev.holdfast.component.Invariant;
import dev.holdfast.component.InvariantViolated;
import java.util.List;
import java.util.Optional;

/**
 * What is to hold for each state of a component.
 *
 * @param <S> the state
 */
final class Invariants<S> {

    private final String component;
    private final List<Invariant<S>> invariants;

    Invariants(Component<S, ?> component) {
        this.component = component.name();
        this.invariants = component.invariants();
    }

    /** The first invariant that does not hold; one whose predicate throws does not. */
    Optional<InvariantViolated> violatedBy(S state) {
        for (Invariant<S> invariant : invariants) {
            try {
                if (!UserCode.call(() -> invariant.predicate().test(state))) {
                    return Optional.of(new InvariantViolated(component, invariant.text()));
                }
            } catch (UserCode.Failure e) {
                return Optional.of(new InvariantViolated(component, invariant.text(), e.thrown()));
            }
        }
        return Optional.empty();
    }
}
