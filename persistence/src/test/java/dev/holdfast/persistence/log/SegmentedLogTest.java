package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.file.MemoryDisk;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The segmented log")
class SegmentedLogTest {

    private final MemoryDisk disk = new MemoryDisk();

    @Test
    void reads_what_was_appended_in_order() {
        try (SegmentedLog log = open(disk)) {
            stored(log.append(range("a", "w", 1, 3)));
            stored(log.append(range("b", "w", 1, 20)));
            stored(log.append(range("a", "w", 4, 30)));

            assertThat(all(log, "a")).isEqualTo(texts("a", 1, 30));
            assertThat(all(log, "b")).isEqualTo(texts("b", 1, 20));
            assertThat(all(log, "c")).isEmpty();
            assertThat(get(log.ids())).containsExactly("a", "b");
        }
    }

    @Test
    void keeps_everything_over_reopening() {
        for (int round = 0; round < 5; round++) {
            try (SegmentedLog log = open(disk)) {
                assertThat(all(log, "a")).isEqualTo(texts("a", 1, round * 10L));
                stored(log.append(range("a", "w", round * 10L + 1, round * 10L + 10)));
            }
        }
    }

    @Test
    void keeps_everything_over_many_segments() {
        try (SegmentedLog log = open(disk)) {
            for (int i = 0; i < 300; i++) {
                stored(log.append(range("id" + i % 3, "w", i * 10 + 1, i * 10 + 10)));
            }
            assertThat(all(log, "id1")).hasSize(1000);
        }
        assertThat(disk.names(PATH)).filteredOn(Segments::isName).hasSizeGreaterThan(2);
        try (SegmentedLog log = open(disk)) {
            assertThat(all(log, "id0")).hasSize(1000).startsWith("1=id0#1").endsWith("2980=id0#2980");
        }
    }

    @Test
    void limits_a_read_by_range_records_and_bytes_but_gives_at_least_one_record() {
        try (SegmentedLog log = open(disk)) {
            stored(log.append(range("a", "w", 1, 9)));

            assertThat(get(log.read("a", 3, 5, 100, 100)))
                    .extracting(StoredRecord::sequence)
                    .containsExactly(3L, 4L, 5L);
            assertThat(get(log.read("a", 1, 9, 2, 100))).hasSize(2);
            assertThat(get(log.read("a", 1, 9, 100, 7))).hasSize(2); // 3 bytes each
            assertThat(get(log.read("a", 1, 9, 100, 0))).hasSize(1);
            assertThat(get(log.read("a", 10, 99, 100, 100))).isEmpty();
            assertThat(get(log.read("a", 5, 4, 100, 100))).isEmpty();
        }
    }

    @Test
    void keeps_tags_and_knows_who_has_something_open() {
        try (SegmentedLog log = open(disk)) {
            stored(log.append(
                    new Append("open", "w", List.of(tagged(1, Tag.QUIET), tagged(2, Tag.OPENS), record(3, "")))));
            stored(log.append(new Append("quiet", "w", List.of(tagged(1, Tag.OPENS), tagged(2, Tag.QUIET)))));
            stored(log.append(new Append("void", "w", List.of(tagged(5, Tag.VOIDS), tagged(7, Tag.VOIDS)))));
            NewRecord both = new NewRecord(1, Tag.OPENS.bit() | Tag.QUIET.bit(), new byte[0]);
            stored(log.append(new Append("both", "w", List.of(both))));
        }
        try (SegmentedLog log = open(disk)) {
            assertThat(get(log.openIds())).containsExactly("open");
            assertThat(get(log.tagged(Tag.VOIDS))).containsExactly(new TaggedSequence("void", 7));
            assertThat(get(log.lastTagged("void", Tag.VOIDS))).isEqualTo(7);
            assertThat(get(log.lastTagged("void", Tag.OPENS))).isZero();
            assertThat(get(log.lastTagged("nobody", Tag.VOIDS))).isZero();
            assertThatThrownBy(() -> log.lastTagged("", Tag.VOIDS)).isInstanceOf(IllegalArgumentException.class);
            assertThat(get(log.tagged(Tag.OPENS)))
                    .containsExactly(
                            new TaggedSequence("both", 1),
                            new TaggedSequence("open", 2),
                            new TaggedSequence("quiet", 1));
            assertThat(get(log.read("open", 1, 9, 9, 99)))
                    .extracting(StoredRecord::tags)
                    .containsExactly(Tag.QUIET.bit(), Tag.OPENS.bit(), 0);
        }
    }

    @Test
    void keeps_the_highest_sequence_number_when_all_is_deleted() {
        try (SegmentedLog log = open(disk)) {
            assertThat(get(log.highestSequence("a"))).isZero();
            stored(log.append(range("a", "w", 1, 9)));
            get(log.deleteTo("a", 4));
            assertThat(all(log, "a")).isEqualTo(texts("a", 5, 9));
        }
        try (SegmentedLog log = open(disk)) {
            assertThat(all(log, "a")).isEqualTo(texts("a", 5, 9));
            get(log.deleteTo("a", Long.MAX_VALUE));
            get(log.deleteTo("nobody", 5));
        }
        try (SegmentedLog log = open(disk)) {
            assertThat(all(log, "a")).isEmpty();
            assertThat(get(log.ids())).containsExactly("a");
            assertThat(get(log.highestSequence("a"))).isEqualTo(9);
            stored(log.append(range("a", "w", 10, 12)));
            assertThat(all(log, "a")).isEqualTo(texts("a", 10, 12));
        }
    }

    @Test
    void gathers_what_is_submitted_meanwhile_and_answers_in_order() {
        StepThreads threads = new StepThreads();
        try (SegmentedLog log = SegmentedLog.open(PATH, SMALL, disk, threads.host())) {
            threads.hold();
            CompletionStage<Long> before = log.highestSequence("a");
            CompletionStage<AppendResult> append = log.append(range("a", "w", 1, 9));
            CompletionStage<Long> after = log.highestSequence("a");
            CompletionStage<?> delete = log.deleteTo("a", 99);
            CompletionStage<AppendResult> next = log.append(range("a", "w", 10, 11));
            assertThat(append.toCompletableFuture()).isNotDone();
            threads.release();

            assertThat(get(before)).isZero();
            stored(append);
            assertThat(get(after)).isEqualTo(9);
            assertThat(delete.toCompletableFuture()).isCompleted();
            stored(next);
            assertThat(all(log, "a")).isEqualTo(texts("a", 10, 11));
        }
    }

    @Test
    void refuses_what_is_too_large_and_leaves_its_neighbours_alone() {
        StepThreads threads = new StepThreads();
        try (SegmentedLog log = SegmentedLog.open(PATH, SMALL, disk, threads.host())) {
            threads.hold();
            CompletionStage<AppendResult> first = log.append(range("a", "w", 1, 2));
            CompletionStage<AppendResult> large =
                    log.append(new Append("b", "w", List.of(new NewRecord(1, 0, new byte[16 << 10]))));
            CompletionStage<AppendResult> last = log.append(range("c", "w", 1, 2));
            threads.release();

            stored(first);
            stored(last);
            assertThat(failure(large))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Writer w of b: record 1 takes 16405 bytes; at most 16384");
            assertThat(get(log.ids())).containsExactly("a", "c");
        }
    }

    @Test
    void stores_a_record_of_the_largest_size() {
        byte[] largest = new byte[(16 << 10) - 21];
        largest[7] = 7;
        try (SegmentedLog log = open(disk)) {
            for (int i = 1; i < 12; i++) {
                stored(log.append(new Append("a", "w", List.of(new NewRecord(i, 0, largest)))));
            }
        }
        try (SegmentedLog log = open(disk)) {
            assertThat(get(log.read("a", 1, 99, 99, Integer.MAX_VALUE)))
                    .hasSize(11)
                    .allSatisfy(r -> assertThat(r.payload()).isEqualTo(largest));
        }
    }

    @Test
    void refuses_malformed_appends_at_once() {
        assertThatThrownBy(() -> new Append("a", "w", List.of())).hasMessageContaining("no records");
        assertThatThrownBy(() -> record(0, "")).hasMessageContaining("below 1");
        assertThatThrownBy(() -> new NewRecord(1, 8, new byte[0])).hasMessageContaining("Tags 8");
        assertThatThrownBy(() -> new Append("a", "w", List.of(record(2, ""), record(2, ""))))
                .hasMessageContaining("must rise");
        assertThatThrownBy(() -> append("", "w", 1, "")).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> append("x".repeat(65536), "w", 1, "")).hasMessageContaining("65536 bytes");
        assertThatThrownBy(() -> append("\ud800", "w", 1, "")).hasMessageContaining("Unicode");
    }

    @Test
    void opens_with_other_segment_sizes_than_it_was_written_with() {
        LogOptions large = SMALL.withSegmentSize(1 << 20);
        byte[] payload = new byte[200 << 10];
        try (SegmentedLog log = open(disk, large)) {
            stored(log.append(new Append("a", "w", List.of(new NewRecord(1, 0, payload)))));
        }
        try (SegmentedLog log = open(disk, SMALL)) {
            stored(log.append(append("a", "w", 2, "small")));
            assertThat(get(log.read("a", 1, 9, 9, 1 << 20))).hasSize(2);
        }
        try (SegmentedLog log = open(disk, large)) {
            assertThat(get(log.read("a", 1, 9, 9, 1 << 20))).hasSize(2);
        }
    }

    @Test
    void raises_the_term_with_each_opening() {
        for (int i = 1; i < 5; i++) {
            try (SegmentedLog log = open(disk)) {
                assertThat(log.term()).isEqualTo(i);
            }
        }
    }

    @Test
    void stores_nothing_after_it_was_closed() {
        SegmentedLog log = open(disk);
        stored(log.append(range("a", "w", 1, 1)));
        log.close();
        log.close();

        assertThat(failure(log.append(range("a", "w", 2, 2))))
                .isInstanceOf(LogClosedException.class)
                .hasMessageContaining("was closed");
        assertThat(failure(log.read("a", 1, 9, 9, 9))).isInstanceOf(LogClosedException.class);
        assertThat(failure(log.highestSequence("a"))).isInstanceOf(LogClosedException.class);
    }

    @Test
    void stores_what_was_submitted_before_it_was_closed() {
        StepThreads threads = new StepThreads();
        SegmentedLog log = SegmentedLog.open(PATH, SMALL, disk, threads.host());
        threads.hold();
        CompletionStage<AppendResult> before = log.append(range("a", "w", 1, 3));
        CompletionStage<?> closed = log.closeLater();
        CompletionStage<AppendResult> after = log.append(range("a", "w", 4, 5));
        threads.release();

        stored(before);
        assertThat(closed.toCompletableFuture()).isCompleted();
        assertThat(failure(after)).isInstanceOf(LogClosedException.class);
        try (SegmentedLog again = open(disk)) {
            assertThat(all(again, "a")).isEqualTo(texts("a", 1, 3));
        }
    }
}
