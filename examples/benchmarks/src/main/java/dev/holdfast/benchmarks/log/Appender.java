package dev.holdfast.benchmarks.log;

import dev.holdfast.persistence.log.Append;
import dev.holdfast.persistence.log.AppendResult;
import dev.holdfast.persistence.log.NewRecord;
import dev.holdfast.persistence.log.SegmentedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Keeps a few appends under way, each of one full group, so that the log never waits for the next. */
final class Appender {

    private static final int UNDER_WAY = 4;

    private final SegmentedLog log;
    private final String id;
    private final int group;
    private final byte[] payload;
    private final long nanos;
    private final long begin = System.nanoTime();
    private final LongAdder stored = new LongAdder();
    private final AtomicInteger left = new AtomicInteger(UNDER_WAY);
    private final CompletableFuture<Double> rate = new CompletableFuture<>();
    private long sequence;

    private Appender(SegmentedLog log, String id, long after, int group, byte[] payload, long nanos) {
        this.log = log;
        this.id = id;
        this.sequence = after;
        this.group = group;
        this.payload = payload;
        this.nanos = nanos;
    }

    /** Records stored per second. */
    static double rate(SegmentedLog log, String id, int group, byte[] payload, long nanos) {
        long after = log.highestSequence(id).toCompletableFuture().join();
        Appender appender = new Appender(log, id, after, group, payload, nanos);
        for (int i = 0; i < UNDER_WAY; i++) {
            appender.next();
        }
        return appender.rate.join();
    }

    private synchronized void next() {
        List<NewRecord> records = new ArrayList<>(group);
        for (int i = 0; i < group; i++) {
            records.add(new NewRecord(++sequence, 0, payload));
        }
        log.append(new Append(id, "benchmark", records)).whenComplete(this::stored);
    }

    private void stored(@Nullable AppendResult result, @Nullable Throwable error) {
        if (error != null || !(result instanceof AppendResult.Stored)) {
            rate.completeExceptionally(error != null ? error : new IllegalStateException("refused: " + result));
            return;
        }
        stored.add(group);
        long elapsed = System.nanoTime() - begin;
        if (elapsed < nanos) {
            next();
        } else if (left.decrementAndGet() == 0) {
            rate.complete(stored.sum() * 1e9 / elapsed);
        }
    }
}
