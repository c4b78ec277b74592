package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.file.ForgetfulDisk;
import dev.holdfast.persistence.file.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D3, D6: what goes wrong with one segment or its index costs that segment, and passes when its cause does")
class IndexFaultsTest {

    private static final byte[] LARGE = new byte[8 << 10];
    private static final String FIRST_SEGMENT = "00000001.segment";
    private static final String FIRST = "00000001.index";
    private static final String SECOND = "00000002.index";
    private static final String THIRD = "00000003.index";

    private final MemoryDisk disk = new MemoryDisk();
    private final StepThreads threads = new StepThreads();
    private int fillers;

    /** Begins at least one other segment; nothing it writes is written again. */
    private void roll(SegmentedLog log) {
        long before = segments();
        while (segments() == before) {
            stored(log.append(new Append("filler" + fillers++, "w", List.of(new NewRecord(1, 0, LARGE)))));
        }
    }

    private long segments() {
        return disk.names(PATH).stream().filter(Segments::isName).count();
    }

    private List<String> indexes() {
        return disk.names(PATH).stream().filter(IndexFile::isName).toList();
    }

    /** Writes so many ids that z, which comes last, will stand in a block of the index that nobody reads but for z. */
    private void keepZApart(SegmentedLog log) {
        List<CompletionStage<AppendResult>> added = new ArrayList<>();
        threads.hold();
        for (int n = 0; n < 300; n++) {
            added.add(log.append(append("id" + n, "w", 1, "")));
        }
        threads.release();
        added.forEach(LogFixture::stored);
    }

    private IndexHead firstHead() {
        return IndexHead.decode(ByteBuffer.wrap(Arrays.copyOf(disk.bytes(PATH, FIRST), IndexHead.BYTES)))
                .orElseThrow();
    }

    /** Damages the index of the first segment where z stands. */
    private void scribbleRowOfZ() {
        int end = (int) firstHead().root().offset();
        scribble(FIRST, end - 20, end);
    }

    private void scribble(String name, int from, int to) {
        Arrays.fill(disk.bytes(PATH, name), from, to, (byte) 0x5A);
    }

    private void restore(String name, byte[] sound) {
        System.arraycopy(sound, 0, disk.bytes(PATH, name), 0, sound.length);
    }

    @Test
    void damage_to_the_header_of_a_segment_that_is_open_keeps_none_from_being_indexed() {
        try (SegmentedLog log = open(disk)) {
            disk.bytes(PATH, FIRST_SEGMENT)[40] ^= 1;
            roll(log);
            disk.bytes(PATH, "00000002.segment")[40] ^= 1;
            roll(log);
            assertThat(indexes()).containsExactly(FIRST, SECOND);
        }
        try (SegmentedLog log = open(disk)) {
            assertThat(get(log.ids())).hasSize(fillers);
        }
    }

    @Test
    void a_segment_whose_past_cannot_be_read_waits_in_memory_while_later_ones_are_indexed() {
        try (SegmentedLog log = SegmentedLog.open(PATH, SMALL, disk, threads.host())) {
            keepZApart(log);
            stored(log.append(append("z", "w", 1, text("z", 1))));
            roll(log);
            stored(log.append(append("z", "w", 2, text("z", 2))));
            byte[] index = disk.bytes(PATH, FIRST).clone();
            byte[] segment = disk.bytes(PATH, FIRST_SEGMENT).clone();
            scribble(FIRST, IndexHead.BYTES, (int) firstHead().open().offset());
            scribble(FIRST_SEGMENT, SectorCodec.SECTOR, segment.length);
            roll(log);
            stored(log.append(append("z", "w", 3, text("z", 3))));
            roll(log);
            roll(log);
            assertThat(indexes()).containsExactly(FIRST, "00000004.index");
            assertThat(get(log.highestSequence("filler" + (fillers - 1)))).isOne();

            restore(FIRST, index);
            restore(FIRST_SEGMENT, segment);
            assertThat(all(log, "z")).as("from both, in order").isEqualTo(texts("z", 1, 3));
            roll(log);
            assertThat(indexes()).contains(SECOND, THIRD);
            assertThat(all(log, "z")).isEqualTo(texts("z", 1, 3));
        }
        try (SegmentedLog log = open(disk)) {
            assertThat(all(log, "z")).isEqualTo(texts("z", 1, 3));
            LogSurvey.run(PATH, disk, new SurveyVisitor() {
                @Override
                public void segment(SurveyedSegment segment) {
                    assertThat(segment.index()).isNotEqualTo(SurveyedSegment.IndexState.DAMAGED);
                }
            });
        }
    }

    @Test
    void an_index_that_cannot_be_stored_holds_up_no_other_and_is_tried_again_with_the_next_segment() {
        AtomicBoolean fails = new AtomicBoolean(true);
        int[] tried = {0};
        CountingDisk failing = new CountingDisk(disk, (operation, name) -> {
            if (fails.get() && operation.equals("create") && name.startsWith(FIRST)) {
                tried[0]++;
                throw new IOException("Injected failure of create");
            }
        });
        try (SegmentedLog log = open(failing)) {
            roll(log);
            roll(log);
            assertThat(indexes()).containsExactly(SECOND);
            int before = tried[0];
            get(log.deleteTo("filler0", 1));
            get(log.deleteTo("filler1", 1));
            assertThat(tried[0]).as("not at every deletion").isEqualTo(before);
            roll(log);
            assertThat(indexes()).containsExactly(SECOND, THIRD);
            assertThat(tried[0]).isEqualTo(before + 1);
            fails.set(false);
            roll(log);
            assertThat(indexes()).containsExactly(FIRST, SECOND, THIRD, "00000004.index");
        }
    }

    @Test
    void an_index_whose_head_cannot_be_read_is_made_anew() {
        byte[] sound = twoIndexes();
        for (String operation : List.of("open", "read")) {
            AtomicBoolean fails = new AtomicBoolean(true);
            CountingDisk failing = new CountingDisk(disk, (done, name) -> {
                if (fails.get() && done.equals(operation) && name.equals(FIRST)) {
                    throw new IOException("Injected failure of " + operation);
                }
            });
            scribble(FIRST, IndexHead.BYTES, sound.length); // what is behind the head shows that it is stored again
            try (SegmentedLog log = open(failing)) {
                fails.set(false);
                assertThat(get(log.ids())).hasSize(fillers);
            }
            assertThat(disk.bytes(PATH, FIRST)).as(operation).isEqualTo(sound);
        }
    }

    /** Writes two segments that have an index; gives the first one. */
    private byte[] twoIndexes() {
        try (SegmentedLog log = open(disk)) {
            roll(log);
            roll(log);
        }
        return disk.bytes(PATH, FIRST).clone();
    }

    @Test
    void an_opening_that_fails_closes_what_it_opened() {
        twoIndexes();
        disk.bytes(PATH, "00000003.segment")[40] ^= 1;
        for (String fails : List.of("none", SECOND)) {
            List<String> open = new ArrayList<>();
            CountingDisk failing = new CountingDisk(disk, (operation, name) -> {
                if (operation.equals("open") && (Segments.isName(name) || IndexFile.isName(name))) {
                    open.add(name);
                } else if (operation.equals("close")) {
                    open.remove(name);
                    if (name.equals(FIRST)) {
                        throw new IOException("Injected failure of close");
                    }
                } else if (operation.equals("read") && name.equals(fails)) {
                    throw new IllegalStateException("Injected failure of read");
                }
            });
            assertThatThrownBy(() -> open(failing))
                    .isInstanceOf(fails.equals(SECOND) ? IllegalStateException.class : CorruptLogException.class);
            assertThat(open).as("open after %s failed", fails).isEmpty();
        }
    }

    @Test
    @DisplayName("K3, D6: appends to an id are refused once its record is found damaged while its index is made anew")
    void damage_found_while_an_index_is_made_anew_keeps_the_id_from_being_written() {
        try (SegmentedLog log = SegmentedLog.open(PATH, SMALL, disk, threads.host())) {
            keepZApart(log);
            stored(log.append(append("z", "w", 1, "payload of z")));
            roll(log);
            stored(log.append(append("y", "w", 1, "")));
            scribbleRowOfZ();
            byte[] bytes = disk.bytes(PATH, FIRST_SEGMENT);
            int payload = new String(bytes, ISO_8859_1).indexOf("payload of z");
            bytes[payload] ^= 1;
            assertThat(failure(log.read("z", 1, 1, 1, 99))).isInstanceOf(CorruptLogException.class);

            assertThat(failure(log.append(append("z", "w", 2, ""))))
                    .isInstanceOfSatisfying(
                            CorruptLogException.class,
                            e -> assertThat(e.damage().sequence()).hasValue(1));
            bytes[payload] ^= 1;
            stored(log.append(append("z", "w", 2, "")));
        }
    }

    /** Writes a segment with an index in which z stands apart, and closes the log. */
    private void writeZ() {
        try (SegmentedLog log = SegmentedLog.open(PATH, SMALL, disk, threads.host())) {
            keepZApart(log);
            stored(log.append(append("z", "w", 1, text("z", 1))));
            roll(log);
        }
    }

    @Test
    void the_thread_that_writes_makes_no_index_anew_but_refuses_who_needs_it_once() {
        writeZ();
        scribbleRowOfZ();
        VirtualHost host = new VirtualHost(new Random(1));
        Set<String> readers = new HashSet<>();
        CountingDisk watched = new CountingDisk(disk, (operation, name) -> {
            if (operation.equals("read") && name.equals(FIRST_SEGMENT)) {
                readers.add(host.running());
            }
        });
        SegmentedLog log = SegmentedLog.open(PATH, SMALL, watched, host.host());
        host.settle();
        readers.clear();

        CompletionStage<AppendResult> refused = log.append(append("z", "x", 2, text("z", 2)));
        CompletionStage<AppendResult> other = log.append(append("y", "x", 1, ""));
        host.settle();
        assertThat(failure(refused))
                .isExactlyInstanceOf(LogException.class)
                .hasMessageContaining("What is stored of z cannot be looked up")
                .hasMessageContaining("can be tried again");
        stored(other);
        assertThat(readers).containsExactly("holdfast-log-index");
        CompletionStage<AppendResult> again = log.append(append("z", "x", 2, text("z", 2)));
        log.closeLater();
        host.settle();
        stored(again);
        try (SegmentedLog opened = open(disk)) {
            assertThat(all(opened, "z")).isEqualTo(texts("z", 1, 2));
        }
    }

    @Test
    void a_read_of_an_index_that_fails_once_is_read_again_and_makes_nothing_anew() {
        writeZ();
        AtomicBoolean fails = new AtomicBoolean();
        List<String> segmentReads = new ArrayList<>();
        CountingDisk failing = new CountingDisk(disk, (operation, name) -> {
            if (operation.equals("read") && name.equals(FIRST) && fails.getAndSet(false)) {
                throw new IOException("Injected failure of read");
            }
            if (operation.equals("read") && Segments.isName(name)) {
                segmentReads.add(name);
            }
        });
        try (SegmentedLog log = open(failing)) {
            segmentReads.clear();
            fails.set(true);
            stored(log.append(append("z", "x", 2, text("z", 2))));
            assertThat(fails).as("it did fail").isFalse();
            assertThat(segmentReads).isEmpty();
        }
    }

    @Test
    void a_read_that_fails_because_the_log_is_closed_is_no_damage() {
        writeZ();
        int failed = 0;
        for (int seed = 1; seed <= 20; seed++) {
            VirtualHost host = new VirtualHost(new Random(seed));
            AtomicBoolean closed = new AtomicBoolean();
            List<String> usedAfterwards = new ArrayList<>();
            CountingDisk watched = new CountingDisk(new ForgetfulDisk(disk), (operation, name) -> {
                closed.compareAndSet(false, operation.equals("close") && name.equals(FIRST));
                if (closed.get() && !operation.equals("close") && Segments.isName(name)) {
                    usedAfterwards.add(name);
                }
            });
            SegmentedLog log = SegmentedLog.open(PATH, SMALL, watched, host.host());
            host.settle();
            CompletionStage<List<StoredRecord>> read = log.read("z", 1, 9, 9, 99);
            CompletionStage<?> end = log.closeLater();
            host.settle();
            get(end);
            if (read.toCompletableFuture().isCompletedExceptionally()) {
                assertThat(failure(read)).isInstanceOf(LogClosedException.class);
                failed++;
            }
            assertThat(usedAfterwards)
                    .as("to make an index anew, seed %s", seed)
                    .isEmpty();
        }
        assertThat(failed).isBetween(1, 19);
    }

    @Test
    void a_file_that_cannot_be_closed_keeps_no_other_open() {
        twoIndexes();
        List<String> closed = new ArrayList<>();
        CountingDisk failing = new CountingDisk(disk, (operation, name) -> {
            if (operation.equals("close")) {
                closed.add(name);
                if (name.equals(FIRST) || name.equals(FIRST_SEGMENT)) {
                    throw new IOException("Injected failure of close of " + name);
                }
            }
        });
        SegmentedLog log = open(failing);
        closed.clear();
        assertThatThrownBy(log::close)
                .isInstanceOf(LogException.class)
                .hasMessageContaining("could not be closed properly")
                .hasRootCauseMessage("Injected failure of close of " + FIRST);
        assertThat(closed).contains(FIRST, FIRST_SEGMENT, SECOND, "00000002.segment");
        open(disk).close();
    }
}
