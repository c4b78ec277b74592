package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.file.FailingDisk;
import dev.holdfast.persistence.file.ForgetfulDisk;
import dev.holdfast.persistence.file.MemoryDisk;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D2: no reply and no read precedes the force; opening after any crash serves what was acknowledged")
class CrashTest {

    private static final int RECORD = 3000;

    private final MemoryDisk memory = new MemoryDisk();
    private final ForgetfulDisk forgetful = new ForgetfulDisk(memory);
    private final FailingDisk disk = new FailingDisk(forgetful);

    /** Writes appends of two records each until something fails; returns the last acknowledged sequence number. */
    private static long write(FailingDisk disk, long from, int appends) {
        long acknowledged = from - 1;
        SegmentedLog log = open(disk);
        try {
            for (int i = 0; i < appends; i++) {
                CompletionStage<AppendResult> stage = log.append(pair(acknowledged + 1));
                if (stage.toCompletableFuture().isCompletedExceptionally()) {
                    break;
                }
                stored(stage);
                acknowledged += 2;
            }
            return acknowledged;
        } finally {
            log.close();
        }
    }

    private static Append pair(long first) {
        return new Append("a", "w", List.of(large(first), large(first + 1)));
    }

    private static NewRecord large(long sequence) {
        byte[] payload = new byte[RECORD];
        payload[0] = (byte) sequence;
        payload[RECORD - 1] = (byte) sequence;
        return new NewRecord(sequence, 0, payload);
    }

    /** What the log holds: numbers from 1 without gap, whole pairs, right bytes. */
    private static long verify(SegmentedLog log) {
        long expected = 1;
        for (StoredRecord found : get(log.read("a", 1, Long.MAX_VALUE, 10_000, Integer.MAX_VALUE))) {
            assertThat(found.sequence()).isEqualTo(expected);
            assertThat(found.payload()[0]).isEqualTo((byte) expected);
            assertThat(found.payload()[RECORD - 1]).isEqualTo((byte) expected);
            expected++;
        }
        assertThat((expected - 1) % 2).as("half an append").isZero();
        return expected - 1;
    }

    /** Crashes at every single operation of a life that opens, writes and rolls, in a log with a past. */
    private void crashAtEveryOperation(int seed, BooleanSupplier survives) throws IOException {
        Random random = new Random(seed);
        int operation = 0;
        boolean reached = true;
        while (reached) {
            MemoryDisk memory = new MemoryDisk();
            ForgetfulDisk forgetful = new ForgetfulDisk(memory);
            FailingDisk disk = new FailingDisk(forgetful);
            long acknowledged = 0;
            for (int life = 0; life < 3; life++) {
                AtomicInteger left = new AtomicInteger(operation + random.nextInt(3) * life);
                disk.failWhen(name -> left.decrementAndGet() < 0);
                try {
                    acknowledged = write(disk, acknowledged + 1, 18);
                } catch (LogException failedToOpen) {
                    assertThat(failedToOpen).hasMessageContaining("Injected");
                }
                reached = left.get() < 0;
                forgetful.crash(survives);
                disk.failWhen(name -> false);
                try (SegmentedLog log = open(disk)) {
                    long found = verify(log);
                    assertThat(found)
                            .as("operation %s, life %s, seed %s", operation, life, seed)
                            .isBetween(acknowledged, acknowledged + 2);
                    assertThat(get(log.highestSequence("a"))).isEqualTo(found);
                    acknowledged = found;
                }
                if (random.nextBoolean()) {
                    forgetful.crash(survives);
                }
            }
            operation++;
        }
        assertThat(operation).isGreaterThan(40);
    }

    @Test
    void a_crash_at_any_operation_loses_nothing_acknowledged_when_all_unforced_is_lost() throws IOException {
        crashAtEveryOperation(1, () -> false);
    }

    @Test
    void a_crash_at_any_operation_loses_nothing_acknowledged_when_all_unforced_survives() throws IOException {
        crashAtEveryOperation(2, () -> true);
    }

    @Test
    void a_crash_at_any_operation_loses_nothing_acknowledged_when_any_sectors_survive() throws IOException {
        for (int seed = 3; seed < 23; seed++) {
            Random fate = new Random(seed);
            int chance = 1 + fate.nextInt(99);
            crashAtEveryOperation(seed, () -> fate.nextInt(100) < chance);
        }
    }

    @Test
    void a_single_failure_of_any_operation_loses_nothing_acknowledged() throws IOException {
        boolean reached = true;
        for (int operation = 0; reached; operation++) {
            ForgetfulDisk forgetful = new ForgetfulDisk(new MemoryDisk());
            FailingDisk disk = new FailingDisk(forgetful);
            long acknowledged = write(disk, 1, 3);
            AtomicInteger left = new AtomicInteger(operation);
            disk.failWhen(name -> left.getAndDecrement() == 0);
            try {
                acknowledged = write(disk, acknowledged + 1, 12);
            } catch (LogException failedToOpen) {
                assertThat(failedToOpen).hasMessageContaining("Injected");
            }
            reached = left.get() < 0;
            disk.failWhen(name -> false);
            for (int again = 0; again < 2; again++) {
                try (SegmentedLog log = open(disk)) {
                    assertThat(verify(log)).isBetween(acknowledged, acknowledged + 2);
                    acknowledged = verify(log);
                }
                forgetful.crash();
            }
        }
    }

    @Test
    void leaving_out_the_force_is_found() throws IOException {
        // The same life on a disk that skips forces of data: the forgetful disk must show the loss.
        ForgetfulDisk lying = new ForgetfulDisk(memory);
        SegmentedLog log = open(new UnforcingDisk(lying));
        stored(log.append(range("a", "w", 1, 5)));
        assertThat(all(log, "a")).hasSize(5);
        lying.crash();

        try (SegmentedLog again = open(memory)) {
            assertThat(all(again, "a")).isEmpty();
        }
    }

    @Test
    void a_failed_force_closes_the_log_and_only_reopening_tells_what_was_stored() throws IOException {
        SegmentedLog log = open(disk);
        stored(log.append(range("a", "w", 1, 5)));
        disk.failWhen("force"::equals);
        CompletionStage<AppendResult> ambiguous = log.append(range("a", "w", 6, 9));
        disk.failWhen(name -> false);

        assertThat(failure(ambiguous))
                .isInstanceOf(LogClosedException.class)
                .hasMessageContaining("closed itself")
                .hasRootCauseMessage("Injected failure of force");
        assertThat(failure(log.append(range("b", "w", 1, 1)))).isInstanceOf(LogClosedException.class);
        assertThat(failure(log.highestSequence("a"))).isInstanceOf(LogClosedException.class);
        assertThat(all(log, "a")).isEqualTo(texts("a", 1, 5));
        log.close();

        // Still the same operating system: the page cache shows the frame whose force failed.
        try (SegmentedLog again = open(disk)) {
            assertThat(all(again, "a")).isEqualTo(texts("a", 1, 9));
        }
        forgetful.crash();
        try (SegmentedLog again = open(disk)) {
            assertThat(all(again, "a")).as("what was served is durable").isEqualTo(texts("a", 1, 9));
        }
    }

    @Test
    void the_tail_is_not_served_when_it_cannot_be_forced() throws IOException {
        SegmentedLog log = open(disk);
        stored(log.append(range("a", "w", 1, 5)));
        disk.failWhen("force"::equals);
        failure(log.append(range("a", "w", 6, 9)));
        log.close();

        assertThatThrownBy(() -> open(disk))
                .isInstanceOf(LogException.class)
                .hasMessageContaining("Log /log cannot be opened")
                .hasMessageContaining("Injected failure of force");
        disk.failWhen(name -> false);
        forgetful.crash();
        try (SegmentedLog again = open(disk)) {
            assertThat(all(again, "a")).isEqualTo(texts("a", 1, 5));
        }
    }

    @Test
    void a_crash_loop_does_not_pile_up_segments() throws IOException {
        try (SegmentedLog log = open(disk)) {
            stored(log.append(range("a", "w", 1, 5)));
            stored(log.append(range("a", "w", 6, 9)));
        }
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            AtomicInteger left = new AtomicInteger(random.nextInt(20));
            disk.failWhen(name -> left.decrementAndGet() < 0);
            try {
                open(disk);
            } catch (LogException ignored) {
                // killed while opening
            }
            forgetful.crash(() -> random.nextInt(4) != 0);
        }
        disk.failWhen(name -> false);
        try (SegmentedLog log = open(disk)) {
            assertThat(all(log, "a")).isEqualTo(texts("a", 1, 9));
        }
        assertThat(memory.names(PATH)).filteredOn(Segments::isName).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void a_tail_that_a_failed_opening_left_unforced_and_the_next_one_built_on_may_be_lost_twice() throws IOException {
        SegmentedLog log = open(disk);
        stored(log.append(range("a", "w", 1, 5)));
        stored(log.append(range("a", "w", 6, 9)));
        log.close();
        // the header's force succeeds, that of the tail's copy fails
        for (int failed = 0; failed < 2; failed++) {
            AtomicInteger forces = new AtomicInteger();
            disk.failWhen(name -> name.equals("force") && forces.incrementAndGet() == 2);
            assertThatThrownBy(() -> open(disk)).isInstanceOf(LogException.class);
        }
        disk.failWhen(name -> false);
        forgetful.crash();

        try (SegmentedLog again = open(disk)) {
            assertThat(all(again, "a")).isEqualTo(texts("a", 1, 9));
        }
    }

    @Test
    void a_last_segment_that_was_never_used_is_removed() throws IOException {
        try (SegmentedLog log = open(disk)) {
            stored(log.append(range("a", "w", 1, 5)));
        }
        forgetful.crash();
        byte[] used = memory.bytes(PATH, "00000001.segment");
        byte[] header = Arrays.copyOf(used, SectorCodec.SECTOR);
        byte[] torn = header.clone();
        Arrays.fill(torn, 40, 300, (byte) 0);
        for (byte[] last : new byte[][] {{}, new byte[100], new byte[600], new byte[64 << 10], torn}) {
            String name = "00000099.segment";
            MemoryDisk copy = memory.copy();
            copy.replace(PATH, name, last);
            try (SegmentedLog log = open(copy)) {
                assertThat(all(log, "a")).isEqualTo(texts("a", 1, 5));
            }
            assertThat(copy.names(PATH)).doesNotContain(name);
        }
    }
}
