package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.file.DiskFault;
import dev.holdfast.persistence.file.DiskFault.Operation;
import dev.holdfast.persistence.file.FailingDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("D5: a full disk is back-pressure: writes wait, reads go on, writing resumes")
class DiskFullTest extends FullDiskFixture {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_is_submitted_waits_unanswered_while_reads_go_on_and_is_stored_at_once_when_there_is_space_D5(
            boolean copyOnWrite) throws IOException {
        SegmentedLog log = open(SMALL);
        stored(write(log, 1));
        disk.fill(0, copyOnWrite);
        Waiting waiting = writeUntilItWaits(log, 2);
        CompletableFuture<AppendResult> behind = write(log, waiting.sequence() + 1);
        CompletableFuture<AppendResult> other =
                log.append(append("b", "w", 1, "other")).toCompletableFuture();

        host.advance(Duration.ofSeconds(60));

        assertThat(List.of(waiting.append(), behind, other)).noneMatch(CompletableFuture::isDone);
        assertThat(sequences(log)).hasSize((int) waiting.sequence() - 1);
        assertThat(log.spaceShortage()).hasValueSatisfying(shortage -> {
            assertThat(shortage.writesWait()).isTrue();
            assertThat(shortage.since()).isEqualTo(host.now().minusSeconds(60));
            assertThat(shortage.bytes()).isPositive();
        });

        disk.free();
        host.advance(RETRY);

        stored(waiting.append());
        stored(behind);
        stored(other);
        assertThat(log.spaceShortage()).isEmpty();
        log.closeLater();
        host.settle();
        forgetful.crash();
        assertThat(sequences(open(SMALL))).hasSize((int) waiting.sequence() + 1);
    }

    @Test
    void it_says_that_space_is_lacking_before_anything_waits() {
        SegmentedLog log = open(SMALL);
        disk.fill(0, false);
        long next = 1;
        while (log.spaceShortage().isEmpty()) {
            stored(write(log, next++));
        }
        assertThat(log.spaceShortage().orElseThrow().writesWait()).isFalse();
        assertThat(log.spaceShortage().orElseThrow().bytes()).isEqualTo(SMALL.segmentSize());
        assertThat(next).isLessThan(6);
        stored(write(log, next));
    }

    @Test
    void space_that_was_freed_is_used_without_waiting_for_the_next_look() {
        LogOptions options = SMALL.withMaxSize(4 * SMALL.segmentSize());
        SegmentedLog log = SegmentedLog.open(PATH, options, memory, host.host());
        Waiting waiting = writeUntilItWaits(log, 1);
        memory.remove(PATH, "00000001.segment");
        host.settle();
        assertThat(waiting.append()).isNotDone();

        log.spaceFreed();
        host.settle();

        stored(waiting.append());
    }

    @Test
    void the_log_stays_within_its_configured_size_and_goes_on_when_more_is_allowed() throws IOException {
        LogOptions options = SMALL.withMaxSize(4 * SMALL.segmentSize());
        SegmentedLog log = open(options);
        Waiting waiting = writeUntilItWaits(log, 1);
        assertThat(disk.open(PATH).space().used()).isLessThanOrEqualTo(4 * SMALL.segmentSize());
        assertThat(log.spaceShortage().orElseThrow().reason()).contains("holdfast.persistence.max-size allows 262144");
        forgetful.crash();

        SegmentedLog still = open(options);
        assertThat(sequences(still)).hasSize((int) waiting.sequence() - 1);
        assertThat(write(still, waiting.sequence())).isNotDone();
        assertThat(disk.open(PATH).space().used()).isLessThan(5 * SMALL.segmentSize());
        forgetful.crash();

        SegmentedLog more = open(SMALL.withMaxSize(8 * SMALL.segmentSize()));
        stored(write(more, waiting.sequence()));
        assertThat(sequences(more)).hasSize((int) waiting.sequence());
    }

    @Test
    void a_component_can_be_recovered_while_writes_wait_but_not_one_whose_own_write_waits() {
        SegmentedLog log = open(SMALL);
        CompletableFuture<AppendResult> there =
                log.append(append("b", "w", 7, "there")).toCompletableFuture();
        host.settle();
        stored(there);
        disk.fill(0, false);
        Waiting waiting = writeUntilItWaits(log, 1);

        CompletionStage<Long> stored = log.highestSequence("b");
        CompletionStage<Long> none = log.highestSequence("c");
        host.settle();
        assertThat(stored.toCompletableFuture()).isCompletedWithValue(7L);
        assertThat(none.toCompletableFuture()).isCompletedWithValue(0L);
        CompletableFuture<Long> own = log.highestSequence("a").toCompletableFuture();
        host.settle();
        assertThat(own).isNotDone();

        disk.free();
        host.advance(RETRY);
        assertThat(own).isCompletedWithValue(waiting.sequence());
    }

    @Test
    void a_log_that_waits_for_space_can_be_closed_and_what_waited_is_not_there() throws IOException {
        SegmentedLog log = open(SMALL);
        disk.fill(0, false);
        Waiting waiting = writeUntilItWaits(log, 1);

        CompletionStage<?> closed = log.closeLater();
        host.settle();

        assertThat(closed.toCompletableFuture()).isCompleted();
        assertThat(waiting.append()).isDone();
        assertThat(failure(waiting.append()))
                .isInstanceOf(LogClosedException.class)
                .hasMessageContaining("closed while it waited for space");
        disk.free();
        forgetful.crash();
        assertThat(sequences(open(SMALL))).hasSize((int) waiting.sequence() - 1);
    }

    @Test
    void a_log_opens_and_serves_on_a_disk_that_has_no_room_for_a_segment() throws IOException {
        SegmentedLog log = open(SMALL);
        stored(write(log, 1));
        stored(write(log, 2));
        forgetful.crash();
        disk.fill(16 << 10, false); // for the store file and a segment that just takes the tail

        SegmentedLog full = open(SMALL);

        assertThat(sequences(full)).containsExactly(1L, 2L);
        assertThat(write(full, 3)).isNotDone();
        assertThat(full.spaceShortage().orElseThrow().writesWait()).isTrue();
        full.closeLater();
        host.settle();
        disk.free();
        SegmentedLog again = open(SMALL);
        stored(write(again, 3));
        assertThat(sequences(again)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_new_log_on_a_full_disk_waits_for_its_first_segment_and_survives_a_crash_in_it() throws IOException {
        FailingDisk failing = new FailingDisk(disk);
        disk.fill(8 << 10, false);
        SegmentedLog log = SegmentedLog.open(PATH, SMALL, failing, host.host());
        CompletableFuture<AppendResult> first = write(log, 1);
        assertThat(first).isNotDone();
        // the new segment's header is forced, its first frame is not
        AtomicInteger forces = new AtomicInteger();
        failing.failWhen(name -> name.equals("force") && forces.incrementAndGet() == 2);
        disk.free();
        host.advance(RETRY);
        assertThat(first).isCompletedExceptionally();
        forgetful.crash();

        SegmentedLog again = open(SMALL);
        assertThat(sequences(again)).isEmpty();
        stored(write(again, 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void however_much_is_submitted_there_is_one_timer_for_the_next_try_D5(boolean copyOnWrite) {
        SegmentedLog log = open(SMALL);
        disk.fill(0, copyOnWrite);
        Waiting waiting = writeUntilItWaits(log, 1);
        for (long next = 1; next <= 30; next++) {
            assertThat(write(log, waiting.sequence() + next)).isNotDone();
            log.spaceFreed();
            host.settle();
        }
        assertThat(host.timers()).isOne();
        host.advance(RETRY.multipliedBy(5));
        assertThat(host.timers()).isOne();
    }

    @Test
    void that_the_next_segment_has_room_does_not_hide_that_a_frame_has_none_D5() throws IOException {
        SpaceWatch space = new SpaceWatch("log", host);
        space.nextSegmentLacks(1000, "quota");
        assertThat(space.shortage().orElseThrow().writesWait()).isFalse();
        space.frameLacks(10, "disk");
        assertThat(space.shortage().orElseThrow().bytes()).isEqualTo(10);

        space.segmentFound();
        assertThat(space.shortage().orElseThrow().writesWait()).isTrue();
        space.frameFound();
        assertThat(space.shortage()).isEmpty();
    }

    @Test
    void that_a_frame_has_room_does_not_hide_that_the_next_segment_has_none_D5() {
        SpaceWatch space = new SpaceWatch("log", host);
        space.nextSegmentLacks(1000, "quota");
        space.frameLacks(10, "disk");

        space.frameFound();
        assertThat(space.shortage().orElseThrow().bytes()).isEqualTo(1000);
        assertThat(space.shortage().orElseThrow().writesWait()).isFalse();
    }

    @Test
    void a_force_that_fails_for_lack_of_space_is_never_tried_again_D5() {
        SegmentedLog log = open(SMALL);
        disk.fill(Long.MAX_VALUE, true); // a force needs room where a write inside a file does
        faults.plan(Operation.FORCE, DiskFault.FULL);

        CompletableFuture<AppendResult> append = write(log, 1);

        assertThat(append).isDone();
        assertThat(failure(append)).isInstanceOf(LogClosedException.class).hasMessageContaining("could not be forced");
    }

    @Test
    void what_a_crash_left_of_a_prepared_segment_is_removed() {
        SegmentedLog log = open(SMALL);
        stored(write(log, 1));
        memory.replace(PATH, PreparedFile.NAME, new byte[] {1, 2, 3});
        log.closeLater();
        host.settle();

        try (SegmentedLog again = LogFixture.open(memory)) {
            assertThat(get(again.highestSequence("a"))).isOne();
        }
        assertThat(memory.names(PATH)).doesNotContain(PreparedFile.NAME);
    }
}
