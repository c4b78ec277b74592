package dev.holdfast.benchmarks.counter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps so many asks in flight from outside of actors: each answer leads to the next ask. */
public final class AskLoop {

    private final Supplier<? extends CompletionStage<?>> ask;
    private final CompletableFuture<Double> rate = new CompletableFuture<>();
    private final LongAdder answered = new LongAdder();
    private final AtomicInteger inFlight;
    private final long begin = System.nanoTime();
    private final long nanos;

    private AskLoop(Supplier<? extends CompletionStage<?>> ask, int inFlight, long nanos) {
        this.ask = ask;
        this.inFlight = new AtomicInteger(inFlight);
        this.nanos = nanos;
    }

    /** How many were answered per second, in so many nanoseconds. */
    public static double rate(Supplier<? extends CompletionStage<?>> ask, int inFlight, long nanos) {
        return start(ask, inFlight, nanos).join();
    }

    /** Begins such a loop; completes with its rate. */
    public static CompletableFuture<Double> start(
            Supplier<? extends CompletionStage<?>> ask, int inFlight, long nanos) {
        AskLoop loop = new AskLoop(ask, inFlight, nanos);
        for (int i = 0; i < inFlight; i++) {
            loop.next();
        }
        return loop.rate;
    }

    /** On the thread that completes the stage: left to itself, Scala's stage would take a new thread for each. */
    private void next() {
        CompletionStage<?> unused = ask.get().whenCompleteAsync(this::answered, Runnable::run);
    }

    private void answered(@Nullable Object reply, @Nullable Throwable error) {
        if (error != null) {
            rate.completeExceptionally(error);
            return;
        }
        answered.increment();
        long elapsed = System.nanoTime() - begin;
        if (elapsed < nanos) {
            next();
        } else if (inFlight.decrementAndGet() == 0) {
            rate.complete(answered.sum() * 1e9 / elapsed);
        }
    }
}
