package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.file.MemoryDisk;
import dev.holdfast.persistence.log.SurveyedSegment.IndexState;
import dev.holdfast.persistence.log.SurveyedSegment.Use;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "D3: sealed segments have an index with checksums, made anew when it is damaged; opening costs the last segment")
class SealedIndexTest {

    private static final int IDS = 5;

    private final MemoryDisk disk = new MemoryDisk();

    /** Records 1 to {@code to} of each of some ids, in turn, over several segments. */
    private void write(int from, int to) {
        try (SegmentedLog log = open(disk)) {
            appendAll(log, from, to);
        }
    }

    private static void appendAll(SegmentedLog log, int from, int to) {
        for (int n = from; n <= to; n += 10) {
            for (int id = 0; id < IDS; id++) {
                stored(log.append(range("id" + id, "w", n, n + 9)));
            }
        }
    }

    private void verify(SegmentedLog log, int to) {
        assertThat(get(log.ids())).containsExactly("id0", "id1", "id2", "id3", "id4");
        for (int id = 0; id < IDS; id++) {
            assertThat(atOnce(log, "id" + id)).isEqualTo(texts("id" + id, 1, to));
            assertThat(get(log.highestSequence("id" + id))).isEqualTo(to);
            assertThat(get(log.read("id" + id, to / 2, to / 2 + 3, 99, 9999))).hasSize(4);
        }
    }

    private List<SurveyedSegment> survey() {
        return survey(disk);
    }

    private static List<SurveyedSegment> survey(MemoryDisk disk) {
        List<SurveyedSegment> segments = new ArrayList<>();
        LogSurvey.run(PATH, disk, new SurveyVisitor() {
            @Override
            public void segment(SurveyedSegment segment) {
                segments.add(segment);
            }
        });
        return segments;
    }

    private List<String> indexes() {
        return disk.names(PATH).stream().filter(IndexFile::isName).toList();
    }

    @Test
    void every_sealed_segment_has_one_that_says_what_stands_in_it() {
        write(1, 1000);
        write(1001, 2000);

        assertThat(survey())
                .hasSizeGreaterThan(4)
                .allSatisfy(segment -> assertThat(segment.index())
                        .isEqualTo(segment.use() == Use.SEALED ? IndexState.GOOD : IndexState.MISSING));
        try (SegmentedLog log = open(disk)) {
            verify(log, 2000);
        }
    }

    @Test
    void opening_reads_the_last_segment_and_at_most_4_KiB_of_each_sealed_one() {
        write(1, 2000);
        write(2001, 4000);
        StepThreads threads = new StepThreads();
        threads.hold();
        CountingDisk counting = new CountingDisk(disk);
        long sealed = survey().size() - 1L;

        SegmentedLog log = SegmentedLog.open(PATH, SMALL, counting, threads.host());
        long read = counting.takeBytes();
        threads.release();
        verify(log, 4000);
        log.close();

        assertThat(sealed).isGreaterThan(10);
        assertThat(read).isBetween(SMALL.segmentSize(), SMALL.segmentSize() + 4096 * sealed);
    }

    @Test
    void the_content_of_sealed_segments_is_not_read_to_open_the_log() {
        write(1, 1000);
        byte[] segment = disk.bytes(PATH, "00000002.segment");
        Arrays.fill(segment, SectorCodec.SECTOR, segment.length, (byte) 0x5A);

        try (SegmentedLog log = open(disk)) {
            assertThat(get(log.highestSequence("id0"))).isEqualTo(1000);
            assertThat(failure(log.read("id0", 1, 1000, 9999, 99_999)))
                    .isInstanceOfSatisfying(
                            CorruptLogException.class,
                            e -> assertThat(e.damage().file()).isEqualTo("00000002.segment"));
            assertThat(get(log.read("id0", 990, 1000, 99, 9999))).hasSize(11);
        }
    }

    @Test
    void indexes_that_are_missing_are_made_from_their_segments() {
        write(1, 1000);
        byte[] first = disk.bytes(PATH, "00000001.index").clone();
        indexes().forEach(name -> disk.remove(PATH, name));

        try (SegmentedLog log = open(disk)) {
            verify(log, 1000);
        }
        assertThat(disk.bytes(PATH, "00000001.index")).isEqualTo(first);
        assertThat(survey())
                .allSatisfy(segment -> assertThat(segment.index())
                        .isEqualTo(segment.use() == Use.SEALED ? IndexState.GOOD : IndexState.MISSING));
    }

    @Test
    void every_flipped_byte_of_an_index_is_harmless_and_the_index_is_mended() {
        byte[] payload = new byte[300];
        List<Long> numbers = new ArrayList<>();
        try (SegmentedLog log = open(disk)) {
            for (long n = 1; n <= 60; n++) {
                numbers.add(n);
                for (int id = 0; id < IDS; id++) {
                    stored(log.append(new Append("id" + id, "w", List.of(new NewRecord(n, 0, payload)))));
                }
            }
        }
        byte[] sound = disk.bytes(PATH, "00000001.index");
        int mended = 0;
        for (int at = 0; at < sound.length; at++) {
            MemoryDisk copy = share(disk);
            byte[] damaged = sound.clone();
            damaged[at] ^= 0x20;
            copy.replace(PATH, "00000001.index", damaged);
            try (SegmentedLog log = open(copy)) {
                for (int id = 0; id < IDS; id++) {
                    assertThat(get(log.read("id" + id, 1, 99, 99, 99_999)))
                            .extracting(StoredRecord::sequence)
                            .isEqualTo(numbers);
                }
            }
            boolean right = Arrays.equals(copy.bytes(PATH, "00000001.index"), sound);
            mended += right ? 1 : 0;
            assertThat(right || survey(copy).get(0).index() == IndexState.DAMAGED)
                    .as("byte %s", at)
                    .isTrue();
        }
        System.out.println("Index: bytes tried " + sound.length + ", mended at use " + mended + ", all harmless");
        assertThat(mended).isGreaterThan(sound.length - 100); // who has something open is read from the newest alone
    }

    @Test
    void every_truncation_of_an_index_is_harmless() {
        write(1, 1000);
        byte[] sound = disk.bytes(PATH, "00000001.index");
        for (int length = 0; length < sound.length; length += 97) {
            MemoryDisk copy = share(disk);
            copy.replace(PATH, "00000001.index", Arrays.copyOf(sound, length));
            try (SegmentedLog log = open(copy)) {
                verify(log, 1000);
            }
            assertThat(copy.bytes(PATH, "00000001.index")).isEqualTo(sound);
        }
    }

    @Test
    void an_index_of_another_segment_is_not_believed() {
        write(1, 1000);
        disk.replace(PATH, "00000001.index", disk.bytes(PATH, "00000002.index").clone());

        try (SegmentedLog log = open(disk)) {
            verify(log, 1000);
        }
    }

    @Test
    void indexes_without_a_segment_and_half_written_ones_are_removed() {
        write(1, 1000);
        disk.replace(PATH, "00000077.index", new byte[10]);
        disk.replace(PATH, "00000001.index.next", new byte[10]);

        open(disk).close();
        assertThat(disk.names(PATH)).doesNotContain("00000077.index", "00000001.index.next");
    }

    @Test
    void a_damaged_header_of_a_sealed_segment_is_harmless_while_there_is_its_index_or_its_content() {
        write(1, 1000);
        write(1001, 2000);
        for (boolean index : new boolean[] {true, false}) {
            MemoryDisk copy = disk.copy();
            copy.bytes(PATH, "00000002.segment")[40] ^= 1;
            if (!index) {
                copy.remove(PATH, "00000002.index");
            }
            try (SegmentedLog log = open(copy)) {
                verify(log, 2000);
            }
        }
    }

    @Test
    void an_index_that_cannot_be_stored_is_used_from_memory_and_stored_later() {
        AtomicBoolean fails = new AtomicBoolean();
        CountingDisk failing = new CountingDisk(disk, (operation, name) -> {
            if (fails.get() && operation.equals("rename") && IndexFile.isName(name)) {
                throw new IOException("Injected failure of rename");
            }
        });
        try (SegmentedLog log = open(failing)) {
            fails.set(true);
            appendAll(log, 1, 1000);
            assertThat(indexes()).as("what was written in vain takes no space").isEmpty();
            verify(log, 1000);
            fails.set(false);
            appendAll(log, 1001, 2000);
            assertThat(indexes()).contains("00000001.index", "00000002.index");
            verify(log, 2000);
        }
    }

    @Test
    void an_id_in_hundreds_of_segments_is_read_forward_without_looking_at_the_others() {
        byte[] large = new byte[8 << 10];
        try (SegmentedLog log = open(disk)) {
            for (int n = 1; n <= 1500; n++) {
                stored(log.append(append("a", "w", n, text("a", n))));
                stored(log.append(new Append("other" + n % 50, "w", List.of(new NewRecord(n, 0, large)))));
            }
        }
        CountingDisk counting = new CountingDisk(disk);
        try (SegmentedLog log = open(counting)) {
            assertThat(survey()).hasSizeGreaterThan(200);
            counting.takeBytes();
            assertThat(all(log, "a")).isEqualTo(texts("a", 1, 1500));
            assertThat(counting.takeBytes()).isLessThan(1500L * 8192);
            counting.takeReads();
            get(log.read("a", 700, 700, 9, 9));
            assertThat(counting.takeReads()).isLessThan(30);
        }
    }

    @Test
    void tags_and_deletions_are_known_from_indexes() {
        byte[] large = new byte[8 << 10];
        try (SegmentedLog log = open(disk)) {
            stored(log.append(new Append("open", "w", List.of(tagged(1, Tag.OPENS), record(2, "")))));
            stored(log.append(new Append("quiet", "w", List.of(tagged(1, Tag.OPENS)))));
            stored(log.append(new Append("void", "w", List.of(tagged(3, Tag.VOIDS), record(4, "")))));
            for (int n = 1; n < 20; n++) {
                stored(log.append(new Append("filler", "w", List.of(new NewRecord(n, 0, large)))));
            }
            stored(log.append(new Append("quiet", "w", List.of(tagged(2, Tag.QUIET)))));
            get(log.deleteTo("void", 3));
            for (int n = 20; n < 40; n++) {
                stored(log.append(new Append("filler", "w", List.of(new NewRecord(n, 0, large)))));
            }
        }
        try (SegmentedLog log = open(disk)) {
            assertThat(get(log.openIds())).containsExactly("open");
            assertThat(get(log.tagged(Tag.VOIDS))).containsExactly(new TaggedSequence("void", 3));
            assertThat(get(log.lastTagged("void", Tag.VOIDS))).isEqualTo(3);
            assertThat(get(log.read("void", 1, 9, 9, 99)))
                    .extracting(StoredRecord::sequence)
                    .containsExactly(4L);
            assertThat(get(log.highestSequence("quiet"))).isEqualTo(2);
        }
    }

    /** Another disk with the same files; those that stand there are never written in place. */
    static MemoryDisk share(MemoryDisk disk) {
        MemoryDisk other = new MemoryDisk();
        disk.names(PATH).forEach(name -> other.replace(PATH, name, disk.bytes(PATH, name)));
        return other;
    }
}
