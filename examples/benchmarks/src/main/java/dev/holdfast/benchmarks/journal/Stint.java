package dev.holdfast.benchmarks.journal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** A while in which some writers write as fast as they can. Safe for use by any thread. */
final class Stint {

    private final LongAdder stored = new LongAdder();
    private final AtomicInteger writing;
    private final CompletableFuture<Double> rate = new CompletableFuture<>();
    private final long begin = System.nanoTime();
    private final long nanos;

    Stint(int writers, long nanos) {
        this.writing = new AtomicInteger(writers);
        this.nanos = nanos;
    }

    /** So many events are stored. */
    void stored(int events) {
        stored.add(events);
    }

    boolean isOver() {
        return System.nanoTime() - begin >= nanos;
    }

    /** A writer has ended. */
    void ended() {
        if (writing.decrementAndGet() == 0) {
            rate.complete(stored.sum() * 1e9 / (System.nanoTime() - begin));
        }
    }

    /** Events per second, once all have ended. */
    double rate() {
        return rate.join();
    }
}
