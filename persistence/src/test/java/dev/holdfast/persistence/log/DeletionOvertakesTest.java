package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D5: deletions overtake what waits for space, and change nothing but that")
class DeletionOvertakesTest extends FullDiskFixture {

    private CompletableFuture<?> delete(SegmentedLog log, String id, long toSequence) {
        CompletionStage<?> stage = log.deleteTo(id, toSequence);
        host.settle();
        return stage.toCompletableFuture();
    }

    /** Fills a segment and more with records of another id, and then the log, as far as its configured size allows. */
    private Waiting fillUp(SegmentedLog log) {
        fillUp(log, 0);
        return writeUntilItWaits(log, 1);
    }

    private void fillUp(SegmentedLog log, long more) {
        for (long next = 1; next <= 14; next++) {
            CompletionStage<AppendResult> stage =
                    log.append(new Append("old", "w", List.of(new NewRecord(next, 0, payload(next)))));
            host.settle();
            stored(stage.toCompletableFuture());
        }
        for (long next = 1; next <= more; next++) {
            stored(write(log, next));
        }
    }

    @Test
    void a_log_that_is_full_frees_itself_by_what_is_deleted_D5() throws IOException {
        SegmentedLog log = open(SMALL.withMaxSize(4 * SMALL.segmentSize()));
        Waiting waiting = fillUp(log);

        CompletableFuture<?> deleted = delete(log, "old", 14);

        assertThat(deleted).isCompleted();
        stored(waiting.append());
        assertThat(log.spaceShortage()).isEmpty();
        forgetful.crash();
        SegmentedLog again = open(SMALL);
        assertThat(sequences(again)).hasSize((int) waiting.sequence());
        CompletionStage<Long> highest = again.highestSequence("old");
        host.settle();
        assertThat(get(highest)).isEqualTo(14);
    }

    @Test
    void a_deletion_that_was_decided_together_with_what_waits_overtakes_it_too_D5() throws IOException {
        LogOptions options = SMALL.withMaxSize(4 * SMALL.segmentSize());
        long waits = fillUp(open(options)).sequence();
        forgetful.crash();
        memory.names(PATH).forEach(name -> memory.remove(PATH, name));
        SegmentedLog log = open(options);
        fillUp(log, waits - 1);

        CompletableFuture<?> all = log.deleteTo("old", Long.MAX_VALUE).toCompletableFuture();
        CompletableFuture<AppendResult> last = write(log, waits);

        assertThat(all).isCompleted();
        stored(last);
        assertThat(memory.names(PATH)).doesNotContain("00000001.segment");
    }

    @Test
    void a_deletion_never_overtakes_what_it_is_to_delete_D5() throws IOException {
        SegmentedLog log = open(SMALL);
        stored(write(log, 1));
        disk.fill(0, false);
        Waiting waiting = writeUntilItWaits(log, 2);
        CompletableFuture<?> some = delete(log, "a", waiting.sequence() - 1);
        CompletableFuture<?> all = delete(log, "a", waiting.sequence());
        CompletableFuture<AppendResult> behind = write(log, waiting.sequence() + 1);

        assertThat(some).isCompleted();
        assertThat(all).isNotDone();
        assertThat(sequences(log)).isEmpty();
        disk.free();
        host.advance(RETRY);

        assertThat(all).isCompleted();
        stored(waiting.append());
        stored(behind);
        assertThat(sequences(log)).containsExactly(waiting.sequence() + 1);
        forgetful.crash();
        SegmentedLog again = open(SMALL);
        assertThat(sequences(again)).containsExactly(waiting.sequence() + 1);
    }

    @Test
    void deletions_for_which_nothing_is_kept_any_more_wait_like_all_else_and_none_is_lost_D5() throws IOException {
        SegmentedLog log = open(SMALL);
        for (long next = 1; next <= 3; next++) {
            stored(write(log, next));
        }
        disk.fill(0, false);
        Waiting waiting = writeUntilItWaits(log, 4);
        List<CompletableFuture<?>> deletions = new ArrayList<>();
        List<CompletableFuture<AppendResult>> appends = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String id = "b" + i;
            appends.add(log.append(append(id, "w", 1, "")).toCompletableFuture());
            deletions.add(delete(log, "a", 1 + i % (waiting.sequence() - 1)));
            deletions.add(delete(log, id, 1));
        }
        assertThat(deletions).anyMatch(CompletableFuture::isDone).anyMatch(deletion -> !deletion.isDone());
        disk.free();
        host.advance(RETRY);

        assertThat(deletions).allMatch(CompletableFuture::isDone);
        appends.forEach(DiskFullTest::stored);
        forgetful.crash();
        assertThat(sequences(open(SMALL))).containsExactly(waiting.sequence());
    }

    @Test
    void a_deletion_that_overtakes_and_finds_no_room_itself_goes_first_when_there_is_some_D5() throws IOException {
        SegmentedLog log = open(SMALL);
        disk.fill(0, false);
        Waiting waiting = writeUntilItWaits(log, 1);
        disk.fill(0, true);
        CompletableFuture<?> deleted = delete(log, "a", 1);
        host.advance(Duration.ofSeconds(60));
        assertThat(deleted).isNotDone();
        disk.free();
        host.advance(RETRY);

        assertThat(deleted).isCompleted();
        stored(waiting.append());
        assertThat(log.spaceShortage()).isEmpty();
        forgetful.crash();
        assertThat(sequences(open(SMALL))).hasSize((int) waiting.sequence() - 1).doesNotContain(1L);
    }

    @Test
    void a_log_that_was_opened_on_a_full_disk_can_delete_D5() {
        SegmentedLog log = open(SMALL);
        stored(write(log, 1));
        stored(write(log, 2));
        int fills =
                15 * SectorCodec.PAYLOAD - FrameHeader.BYTES - RecordCodec.OVERHEAD - 1; // two pages, with the header
        CompletionStage<AppendResult> tail =
                log.append(new Append("t", "w", List.of(new NewRecord(1, 0, new byte[fills]))));
        host.settle();
        stored(tail.toCompletableFuture());
        log.closeLater();
        host.settle();
        disk.fill(20 << 10, false); // for the store file and a segment that takes the tail and some deletions

        SegmentedLog full = open(SMALL);
        assertThat(write(full, 3)).isNotDone();
        assertThat(delete(full, "a", 1)).isCompleted();
        assertThat(sequences(full)).containsExactly(2L);
    }

    @Test
    void closing_while_a_deletion_overtakes_stores_it_and_fails_what_waits_D5() throws IOException {
        SegmentedLog log = open(SMALL);
        disk.fill(0, false);
        Waiting waiting = writeUntilItWaits(log, 1);
        CompletableFuture<?> deleted = log.deleteTo("a", 1).toCompletableFuture();
        CompletableFuture<?> closed = log.closeLater().toCompletableFuture();
        host.settle();

        assertThat(closed).isCompleted();
        assertThat(failure(waiting.append())).isInstanceOf(LogClosedException.class);
        disk.free();
        forgetful.crash();
        List<Long> left = sequences(open(SMALL));
        assertThat(left.contains(1L)).isEqualTo(deleted.isCompletedExceptionally());
    }
}
