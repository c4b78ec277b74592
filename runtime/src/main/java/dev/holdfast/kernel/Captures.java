package dev.holdfast.kernel;

import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.codec.StateCodec;
import dev.holdfast.component.Immutability;
import dev.holdfast.persistence.entry.Encoded;

/**
 * Holds states of one component fast, and lets them go.
 *
 * @param <S> the state
 */
final class Captures<S> {

    private final ComponentCodec<S, ?> codec;
    private final Class<?> initial;

    /** Of the instance whose initial state is of this class. */
    Captures(ComponentCodec<S, ?> codec, Class<?> initial) {
        this.codec = codec;
        this.initial = initial;
    }

    /** Whether this state can be trusted to be what it was: declared immutable, or shown so by its types (R2). */
    boolean isImmutable(S state) {
        if (codec.component().declaresImmutableState()) {
            return true;
        }
        try {
            return UserCode.call(() -> Immutability.isShownBy(state.getClass()));
        } catch (UserCode.Failure e) {
            // its classes cannot even be loaded
            return false;
        }
    }

    /**
     * Holds a state fast.
     *
     * @throws UserCode.Failure when it is not immutable and cannot be serialized
     */
    Capture<S> of(S state) {
        if (isImmutable(state)) {
            return new Capture.Shared<>(codec, initial, state);
        }
        return UserCode.call(() -> {
            StateCodec<S> states = codec.states(initial);
            return new Capture.Written<>(states, states.write(state), state.getClass());
        });
    }

    /**
     * The state in a checkpoint.
     *
     * @throws UserCode.Failure when it cannot be read
     */
    S read(Encoded checkpoint) {
        return UserCode.call(() -> codec.states(initial).read(checkpoint));
    }
}
