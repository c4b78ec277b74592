package dev.holdfast.persistence.journal;

import dev.holdfast.persistence.log.AppendResult;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Future;
import scala.concurrent.Promise;
import scala.util.Failure;
import scala.util.Success;

/**
 * What became of the atomic writes that Pekko handed over together. A write that was refused or could not be stored as it
 * is, is a rejection of its own: one actor's fault must neither fail other writes nor open the breaker for all. Any other
 * failure is the log's, and fails all of them. Safe for use by any thread.
 */
final class WriteResults {

    /** By Pekko's rule no results mean that all were stored. */
    private static final Success<Iterable<Optional<Exception>>> ALL_STORED = new Success<>(List.of());

    private final Announcer announcer;
    private final Promise<Iterable<Optional<Exception>>> promise = Promise.apply();
    private final Optional<Exception>[] results;
    private final AtomicInteger open;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made otherwise
    WriteResults(int writes, Announcer announcer) {
        this.announcer = announcer;
        results = new Optional[writes];
        open = new AtomicInteger(writes);
    }

    /** The result of one write; once for each. */
    void set(int index, @Nullable AppendResult result, @Nullable Throwable failure) {
        Throwable cause = failure == null ? null : Futures.cause(failure);
        if (cause != null && !(cause instanceof IllegalArgumentException)) {
            announcer.announce(promise, new Failure<>(cause));
            return;
        }
        results[index] = cause != null ? Optional.of((Exception) cause) : rejection(result);
        if (open.decrementAndGet() == 0) {
            announcer.announce(promise, allStored() ? ALL_STORED : new Success<>(Arrays.asList(results)));
        }
    }

    private boolean allStored() {
        for (Optional<Exception> each : results) {
            if (each.isPresent()) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Exception> rejection(@Nullable AppendResult result) {
        return result instanceof AppendResult.Refused refused
                ? Optional.of(new StaleWriterException(refused.reason()))
                : Optional.empty();
    }

    Future<Iterable<Optional<Exception>>> future() {
        return promise.future();
    }
}
