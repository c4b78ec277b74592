package dev.holdfast.testkit.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether a run is right so far: what must always hold, and what went wrong first, which no test can make undone. */
final class Verdict {

    private final List<Runnable> checks = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** From now on it must hold; throws when it does not. */
    void always(Runnable check) {
        checks.add(check);
    }

    /** Looks whether all holds. */
    void check() {
        checks.forEach(Runnable::run);
    }

    /** Something went wrong; the first that did is kept. For any thread. */
    void fail(Throwable thrown) {
        failure.compareAndSet(null, thrown);
    }

    /** What went wrong. For any thread. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Throws what went wrong. */
    void rethrow() {
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException e) {
            throw e;
        } else if (thrown instanceof Error e) {
            throw e;
        } else if (thrown != null) {
            throw new IllegalStateException("the simulation failed", thrown);
        }
    }
}
