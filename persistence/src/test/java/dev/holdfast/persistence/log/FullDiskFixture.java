package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.file.DiskFaults;
import dev.holdfast.persistence.file.FaultyDisk;
import dev.holdfast.persistence.file.ForgetfulDisk;
import dev.holdfast.persistence.file.MemoryDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A disk that can be full, a host on which nothing moves by itself, and large records to fill it. */
class FullDiskFixture {

    static final Duration RETRY = RetryTimer.RETRY;

    final MemoryDisk memory = new MemoryDisk();
    final ForgetfulDisk forgetful = new ForgetfulDisk(memory);
    final VirtualHost host = new VirtualHost(new Random(1));
    final DiskFaults faults = DiskFaults.none();
    final FaultyDisk disk = new FaultyDisk(forgetful, faults);

    SegmentedLog open(LogOptions options) {
        return SegmentedLog.open(PATH, options, disk, host.host());
    }

    /** Appends one large record after the other until one is not answered; all that came before is. */
    Waiting writeUntilItWaits(SegmentedLog log, long from) {
        for (long next = from; next < from + 100; next++) {
            CompletableFuture<AppendResult> append = write(log, next);
            if (!append.isDone()) {
                return new Waiting(next, append);
            }
            stored(append);
        }
        throw new AssertionError("it never waits");
    }

    record Waiting(long sequence, CompletableFuture<AppendResult> append) {}

    CompletableFuture<AppendResult> write(SegmentedLog log, long sequence) {
        CompletionStage<AppendResult> stage =
                log.append(new Append("a", "w", List.of(new NewRecord(sequence, 0, payload(sequence)))));
        host.settle();
        return stage.toCompletableFuture();
    }

    /** Nothing moves by itself here: what is not answered now never will be. */
    static void stored(CompletableFuture<AppendResult> append) {
        assertThat(append).isDone();
        LogFixture.stored(append);
    }

    static byte[] payload(long sequence) {
        byte[] payload = new byte[5000];
        payload[0] = (byte) sequence;
        return payload;
    }

    List<Long> sequences(SegmentedLog log) {
        CompletionStage<List<StoredRecord>> read = log.read("a", 1, Long.MAX_VALUE, 1000, Integer.MAX_VALUE);
        host.settle();
        List<Long> found = new ArrayList<>();
        for (StoredRecord record : get(read)) {
            assertThat(record.payload()).isEqualTo(payload(record.sequence()));
            found.add(record.sequence());
        }
        return found;
    }
}
