package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.host.Host;
import dev.holdfast.host.Workers;
import dev.holdfast.persistence.file.DiskFaults;
import dev.holdfast.persistence.file.FailingDisk;
import dev.holdfast.persistence.file.FaultyDisk;
import dev.holdfast.persistence.file.ForgetfulDisk;
import dev.holdfast.persistence.file.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Groups of two records; the disk is busy as long as the test says. */
@DisplayName("D1: while the disk is busy with one group, the next is assembled")
class WorkAheadTest {

    private static final LogOptions PAIRS = new LogOptions(64 << 10, 2, 16 << 10, 1);

    private final MemoryDisk memory = new MemoryDisk();
    private final ForgetfulDisk forgetful = new ForgetfulDisk(memory);
    private final FaultyDisk space = new FaultyDisk(forgetful, DiskFaults.none());
    private final FailingDisk disk = new FailingDisk(space);
    private final StepThreads others = new StepThreads();
    private final Deque<Runnable> disksWork = new ArrayDeque<>();
    private final SegmentedLog log = SegmentedLog.open(PATH, PAIRS, disk, host());

    /** A host on which what the writer's thread has to do waits for {@link #diskGoesOn}. */
    private Host host() {
        Host host = others.host();
        return new Host(host.clock(), this::workers, host.entropy());
    }

    private Workers workers(String name, int threads) {
        Workers workers = others.workers(name, threads);
        if (!name.equals("holdfast-log-writer")) {
            return workers;
        }
        return new Workers() {
            @Override
            public void execute(Runnable task) {
                disksWork.addLast(task);
            }

            @Override
            public void close() {
                assertThat(disksWork).as("nothing is left behind").isEmpty();
            }
        };
    }

    private void diskGoesOn() {
        disksWork.removeFirst().run();
    }

    private void diskCatchesUp() {
        diskCatchesUp(Integer.MAX_VALUE);
    }

    private void diskCatchesUp(int steps) {
        for (int i = 0; i < steps && !disksWork.isEmpty(); i++) {
            diskGoesOn();
        }
    }

    private CompletableFuture<AppendResult> append(String id, String writer, long sequence) {
        return log.append(range(id, writer, sequence, sequence)).toCompletableFuture();
    }

    /** So many records of an id that the disk is busy: submitted at once, they are more than a group. */
    private List<CompletableFuture<AppendResult>> appendAtOnce(String id, long from, long to) {
        List<CompletableFuture<AppendResult>> appends = new ArrayList<>();
        others.hold();
        for (long n = from; n <= to; n++) {
            appends.add(append(id, "w", n));
        }
        others.release();
        return appends;
    }

    private static long stored(List<CompletableFuture<AppendResult>> appends) {
        return appends.stream()
                .filter(append -> append.isDone() && !append.isCompletedExceptionally())
                .count();
    }

    /** The highest frame number that a sector of the first segment is stamped with, forced or not. */
    private long lastFrame() throws IOException {
        forgetful.crash(() -> true);
        ByteBuffer segment = ByteBuffer.wrap(memory.bytes(PATH, "00000001.segment"));
        long last = 0;
        for (int at = SectorCodec.SECTOR; at < segment.limit(); at += SectorCodec.SECTOR) {
            last = Math.max(last, SectorCodec.frame(segment.getLong(at)).orElse(0));
        }
        return last;
    }

    /** So a model of what a torn end may cost must not take for one frame what is answered at once. */
    @Test
    void frames_that_are_answered_at_once_are_counted_one_by_one() {
        List<Long> frames = new ArrayList<>();
        for (CompletableFuture<AppendResult> append : appendAtOnce("a", 1, 4)) {
            CompletableFuture<Void> unused = append.thenRun(() -> frames.add(log.frames()));
        }
        others.hold();
        diskCatchesUp();
        assertThat(frames).isEmpty();
        others.release();
        assertThat(frames).containsExactly(1L, 1L, 2L, 2L);
    }

    @Test
    void what_fills_a_group_is_handed_over_before_the_disk_is_done_and_written_without_coming_back()
            throws IOException {
        List<CompletableFuture<AppendResult>> appends = appendAtOnce("a", 1, 4);
        assertThat(disksWork).as("the second waits behind the first").hasSize(2);
        assertThat(stored(appends)).isZero();

        others.hold(); // the committer learns nothing
        diskCatchesUp();
        assertThat(stored(appends)).isZero();
        others.release();
        assertThat(stored(appends)).isEqualTo(4);
        log.close();
        assertThat(lastFrame()).isEqualTo(2);
    }

    @Test
    void no_more_than_three_groups_are_under_way_the_rest_waits_where_it_is_fairly_shared() {
        List<CompletableFuture<AppendResult>> appends = appendAtOnce("a", 1, 12);
        assertThat(disksWork).hasSize(3);
        for (long answered = 2; !disksWork.isEmpty(); answered += 2) {
            diskGoesOn();
            assertThat(stored(appends)).isEqualTo(answered);
            assertThat(disksWork).hasSize((int) Math.min(3, (12 - answered) / 2));
        }
        assertThat(stored(appends)).isEqualTo(12);
    }

    @Test
    void when_the_second_of_three_groups_finds_no_room_it_and_the_third_are_written_again_in_order_D5()
            throws IOException {
        List<CompletableFuture<AppendResult>> appends = appendAtOnce("a", 1, 6);
        diskGoesOn();
        space.fill(0, true);
        diskGoesOn();
        space.free();
        log.spaceFreed();
        assertThat(stored(appends)).isEqualTo(2);
        diskCatchesUp();

        assertThat(stored(appends)).isEqualTo(6);
        log.close();
        assertThat(lastFrame()).isEqualTo(3);
        assertThat(all(LogFixture.open(memory), "a")).isEqualTo(texts("a", 1, 6));
    }

    @Test
    void what_was_refused_because_of_an_append_that_then_failed_is_not_said_to_be_refused_K3() {
        List<CompletableFuture<AppendResult>> appends = appendAtOnce("a", 1, 4);
        others.hold();
        CompletableFuture<AppendResult> stale = append("a", "zombie", 4);
        CompletableFuture<AppendResult> other = append("b", "w", 1);
        others.release();
        disk.failWhen("force"::equals);
        diskCatchesUp();

        assertThat(appends).allSatisfy(append -> assertThat(failure(append)).isInstanceOf(LogClosedException.class));
        assertThat(failure(stale)).isInstanceOf(LogClosedException.class);
        assertThat(failure(other)).isInstanceOf(LogClosedException.class);
    }

    @Test
    void what_does_not_fill_a_group_goes_on_gathering_until_the_disk_is_free() throws IOException {
        List<CompletableFuture<AppendResult>> first = appendAtOnce("a", 1, 4);
        CompletableFuture<AppendResult> fifth = append("a", "w", 5);
        diskGoesOn();
        assertThat(stored(first)).isEqualTo(2);
        assertThat(disksWork).as("the fifth alone is no group").hasSize(1);
        CompletableFuture<AppendResult> sixth = append("a", "w", 6);
        assertThat(disksWork).as("with the sixth it is").hasSize(2);
        CompletableFuture<AppendResult> seventh = append("a", "w", 7);

        diskCatchesUp();
        assertThat(stored(List.of(fifth, sixth, seventh))).isEqualTo(3);
        log.close();
        assertThat(lastFrame()).as("frames for 7 records").isEqualTo(4);
    }

    @Test
    void a_single_append_takes_no_detour_over_the_writers_thread() {
        LogFixture.stored(append("a", "w", 1));
        LogFixture.stored(append("a", "w", 2));
        log.close();
    }

    @Test
    void the_fence_counts_what_is_assembled_and_in_flight_K3() {
        appendAtOnce("a", 1, 4);
        CompletableFuture<Long> highest = log.highestSequence("a").toCompletableFuture();
        CompletableFuture<AppendResult> late = append("a", "zombie", 4);
        CompletableFuture<AppendResult> next = append("a", "w", 5);
        diskGoesOn();
        CompletableFuture<AppendResult> later = append("a", "zombie", 6);
        assertThat(highest).as("not before it is durable").isNotDone();

        diskCatchesUp();
        assertThat(highest).isCompletedWithValue(4L);
        assertThat(get(late)).isInstanceOf(AppendResult.Refused.class);
        assertThat(get(later)).isInstanceOf(AppendResult.Refused.class);
        LogFixture.stored(next);
        assertThat(all(log, "a")).isEqualTo(texts("a", 1, 5));
        log.close();
    }

    @Test
    void groups_that_find_no_room_are_written_again_in_order_when_there_is_some_D5() throws IOException {
        List<CompletableFuture<AppendResult>> appends = appendAtOnce("a", 1, 5);
        space.fill(0, true);
        diskCatchesUp(1);
        assertThat(log.spaceShortage())
                .hasValueSatisfying(
                        shortage -> assertThat(shortage.writesWait()).isTrue());
        log.spaceFreed();
        assertThat(disksWork).as("the second is still on its way").hasSize(1);
        diskCatchesUp(10);
        assertThat(stored(appends)).isZero();

        space.free();
        log.spaceFreed();
        diskCatchesUp();
        assertThat(stored(appends)).isEqualTo(5);
        assertThat(log.spaceShortage()).isEmpty();
        log.close();
        assertThat(lastFrame()).isEqualTo(3);
        assertThat(all(LogFixture.open(memory), "a")).isEqualTo(texts("a", 1, 5));
    }

    @Test
    void a_group_behind_one_that_found_no_room_is_not_written_even_if_there_is_room_again_D1() throws IOException {
        appendAtOnce("a", 1, 4);
        space.fill(0, true);
        diskGoesOn();
        space.free();
        diskGoesOn();

        assertThat(lastFrame()).isZero();
    }

    @Test
    void when_a_force_fails_nothing_more_is_written_and_all_that_is_under_way_fails_D5() throws IOException {
        List<CompletableFuture<AppendResult>> appends = appendAtOnce("a", 1, 7);
        disk.failWhen("force"::equals);
        diskGoesOn();
        disk.failWhen(operation -> false);
        diskGoesOn();
        assertThat(appends).as("the third is not out of the disk's hands").noneMatch(CompletableFuture::isDone);
        diskGoesOn();

        assertThat(appends).allSatisfy(append -> assertThat(failure(append)).isInstanceOf(LogClosedException.class));
        assertThat(failure(append("a", "w", 8))).isInstanceOf(LogClosedException.class);
        log.close();
        assertThat(lastFrame()).isEqualTo(1);
    }

    @Test
    void a_deletion_that_overtakes_leaves_the_fence_as_it_is_K3() {
        byte[] large = new byte[14_000];
        space.fill(0, false);
        long last = 0;
        CompletableFuture<AppendResult> waiting = CompletableFuture.completedFuture(AppendResult.Stored.INSTANCE);
        while (waiting.isDone()) {
            last++;
            waiting = log.append(new Append("a", "w", List.of(new NewRecord(last, 0, large))))
                    .toCompletableFuture();
        }
        others.hold();
        CompletableFuture<?> deleted = log.deleteTo("a", 1).toCompletableFuture();
        List<CompletableFuture<AppendResult>> behind = List.of(append("b", "w", 1), append("b", "w", 2));
        others.release();
        assertThat(disksWork).as("the deletion").hasSize(1);
        diskGoesOn();
        assertThat(deleted).isCompleted();

        space.free();
        others.hold();
        log.spaceFreed();
        CompletableFuture<AppendResult> stale = append("a", "zombie", last);
        CompletableFuture<AppendResult> other = append("c", "w", 1);
        others.release();
        assertThat(waiting).as("the disk is busy with it").isNotDone();
        diskCatchesUp();

        LogFixture.stored(waiting);
        LogFixture.stored(other);
        assertThat(stored(behind)).isEqualTo(2);
        assertThat(get(stale)).isInstanceOf(AppendResult.Refused.class);
        log.close();
    }

    @Test
    void closing_stores_what_is_assembled_and_what_waits() {
        List<CompletableFuture<AppendResult>> appends = appendAtOnce("a", 1, 7);
        CompletableFuture<?> closed = log.closeLater().toCompletableFuture();
        assertThat(closed).isNotDone();
        diskCatchesUp();

        assertThat(stored(appends)).isEqualTo(7);
        assertThat(closed).isCompleted();
    }

    @Test
    void closing_without_room_waits_for_the_disk_and_fails_what_is_assembled_D5() {
        List<CompletableFuture<AppendResult>> appends = appendAtOnce("a", 1, 5);
        space.fill(0, true);
        CompletableFuture<?> closed = log.closeLater().toCompletableFuture();
        diskGoesOn();
        assertThat(closed).as("the second is not out of the disk's hands").isNotDone();
        diskCatchesUp();

        assertThat(closed).isCompleted();
        assertThat(appends).allSatisfy(append -> assertThat(failure(append)).isInstanceOf(LogClosedException.class));
    }

    @Test
    void a_segment_is_not_begun_before_all_frames_of_the_last_are_durable() throws IOException {
        byte[] large = new byte[14_000];
        List<CompletableFuture<AppendResult>> appends = new ArrayList<>();
        others.hold();
        for (long n = 1; n <= 12; n++) {
            appends.add(log.append(new Append("a", "w", List.of(new NewRecord(n, 0, large))))
                    .toCompletableFuture());
        }
        others.release();
        int busyWithOne = 0;
        while (!disksWork.isEmpty()) {
            assertThat(memory.names(PATH)).hasSizeGreaterThan(1);
            busyWithOne += disksWork.size() == 1 ? 1 : 0;
            diskGoesOn();
        }

        assertThat(stored(appends)).isEqualTo(12);
        assertThat(busyWithOne).as("the next did not fit").isPositive();
        log.close();
        forgetful.crash(() -> false);
        SegmentedLog again = LogFixture.open(memory);
        assertThat(get(again.read("a", 1, 99, 99, 1 << 20))).hasSize(12);
    }
}
