package dev.holdfast.persistence.log;

import dev.holdfast.host.FatalErrors;
import dev.holdfast.host.Workers;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;

/** Runs reads on the reader threads. Safe for use by any thread. */
final class ReaderPool {

    private final String name;
    private final Workers workers;
    private final Segments segments;
    private final Queue<RecordReader> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** What is to be read. */
    @FunctionalInterface
    interface Read<T> {
        T with(RecordReader reader) throws IOException;
    }

    ReaderPool(String name, Workers workers, Segments segments) {
        this.name = name;
        this.workers = workers;
        this.segments = segments;
    }

    /** Reads on a reader thread. */
    <T> CompletionStage<T> run(Read<T> read) {
        CompletableFuture<T> promise = new CompletableFuture<>();
        try {
            workers.execute(() -> run(read, promise));
        } catch (RejectedExecutionException e) {
            promise.completeExceptionally(closed(e));
        }
        return promise;
    }

    private <T> void run(Read<T> read, CompletableFuture<T> promise) {
        try {
            RecordReader reader = idle.poll();
            if (reader == null) {
                reader = new RecordReader(name, segments);
            }
            T result = read.with(reader);
            if (!reader.isLarge()) {
                idle.add(reader);
            }
            promise.complete(result);
        } catch (IOException e) {
            promise.completeExceptionally(closed ? closed(e) : unreadable(e));
        } catch (RuntimeException | Error e) {
            promise.completeExceptionally(e);
            FatalErrors.rethrow(e);
        }
    }

    private LogException unreadable(IOException cause) {
        return new LogException(
                "Log " + name + " cannot be read (" + cause + "); this read failed, the log goes on. Check the disk",
                cause);
    }

    private LogException closed(Exception cause) {
        return new LogClosedException("Log " + name + " was closed; nothing more is read. Open it again", cause);
    }

    /** Takes no more reads; those under way may fail when the files are closed. */
    void close() {
        closed = true;
        workers.close();
    }
}
