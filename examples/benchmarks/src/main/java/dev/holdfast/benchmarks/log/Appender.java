package dev.holdfast.benchmarks.log;

import dev.holdfast.persistence.log.Append;
import dev.holdfast.persistence.log.AppendResult;
import dev.holdfast.persistence.log.NewRecord;
import dev.holdfast.persistence.log.SegmentedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a few appends under way, each of one full group, so that the log never waits for the next. They are made on the
 * thread that asks for the rate, as a component makes its own.
 */
final class Appender {

    private static final int UNDER_WAY = 4;

    private final SegmentedLog log;
    private final String id;
    private final int group;
    private final byte[] payload;
    private final Semaphore free = new Semaphore(UNDER_WAY);
    private final CompletableFuture<@Nullable Void> failed = new CompletableFuture<>();
    private long sequence;

    private Appender(SegmentedLog log, String id, long after, int group, byte[] payload) {
        this.log = log;
        this.id = id;
        this.sequence = after;
        this.group = group;
        this.payload = payload;
    }

    /** Records stored per second, in so many nanoseconds or appends. */
    static double rate(SegmentedLog log, String id, int group, byte[] payload, long nanos, long appends) {
        long after = log.highestSequence(id).toCompletableFuture().join();
        return new Appender(log, id, after, group, payload).rate(nanos, appends);
    }

    private double rate(long nanos, long appends) {
        long first = sequence;
        long begin = System.nanoTime();
        for (long i = 0; i < appends && System.nanoTime() - begin < nanos && !failed.isDone(); i++) {
            free.acquireUninterruptibly();
            next();
        }
        free.acquireUninterruptibly(UNDER_WAY);
        if (failed.isDone()) {
            failed.join();
        }
        return (sequence - first) * 1e9 / (System.nanoTime() - begin);
    }

    private void next() {
        List<NewRecord> records = new ArrayList<>(group);
        for (int i = 0; i < group; i++) {
            records.add(new NewRecord(++sequence, 0, payload));
        }
        log.append(new Append(id, "benchmark", records)).whenComplete(this::stored);
    }

    private void stored(@Nullable AppendResult result, @Nullable Throwable error) {
        if (error != null || !(result instanceof AppendResult.Stored)) {
            failed.completeExceptionally(error != null ? error : new IllegalStateException("refused: " + result));
        }
        free.release();
    }
}
