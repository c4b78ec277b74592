package dev.holdfast.kernel;

import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.codec.StateCodec;
import dev.holdfast.persistence.entry.Encoded;

/**
 * A component's state held fast between two commands (K10): the state itself where it is immutable, else its bytes. For
 * the same component only. Safe for use by any thread.
 *
 * @param <S> the state
 */
sealed interface Capture<S> {

    /**
     * The state's bytes, proven to be read back as what they were written of.
     *
     * @throws UserCode.Failure when the state cannot be kept as bytes
     */
    Encoded encoded();

    /**
     * The state; one of its own for each who asks, where it is not immutable.
     *
     * @throws UserCode.Failure when the state cannot be kept as bytes
     */
    S state();

    /** An immutable state. */
    record Shared<S>(ComponentCodec<S, ?> codec, Class<?> initial, S state) implements Capture<S> {
        @Override
        public Encoded encoded() {
            return UserCode.call(() -> codec.states(initial).prove(state));
        }
    }

    /** What was written of a state that may have changed since. */
    record Written<S>(StateCodec<S> codec, Encoded bytes, Class<?> type) implements Capture<S> {
        @Override
        public Encoded encoded() {
            state();
            return bytes;
        }

        @Override
        public S state() {
            return UserCode.call(() -> codec.prove(bytes, type));
        }
    }
}
