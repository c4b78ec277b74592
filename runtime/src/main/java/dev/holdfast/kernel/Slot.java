package dev.holdfast.kernel;

import java.util.concurrent.atomic.AtomicReference;

/**
 * An incarnation's leave to write. The front closes it when it gives the incarnation up; the kernel passes it as the
 * last step before each write. An early exit only: a zombie that has passed it still writes, and the journal's fence
 * refuses that (K3). Safe for use by any thread.
 */
final class Slot {

    private enum State {
        OPEN,
        CLOSED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

    /** True when the incarnation may still write. */
    boolean pass() {
        return state.compareAndSet(State.OPEN, State.OPEN);
    }

    void close() {
        state.set(State.CLOSED);
    }
}
